namespace NukeEngine.Tests.Harness;

/// <summary>What a run left: exit code, what it printed, what its targets noted.</summary>
internal sealed record RunResult(int ExitCode, string Output, string Error, string[] Ran)
{
    public string[] Lines => Output.Split(Environment.NewLine);

    public string Row(string target) => Lines.Single(x => x.StartsWith(target + " ", StringComparison.Ordinal)).TrimEnd();
}
