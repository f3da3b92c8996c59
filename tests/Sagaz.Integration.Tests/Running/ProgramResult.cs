namespace Sagaz.Integration.Tests.Running;

/// <summary>How a program ended and all that it printed.</summary>
internal sealed record ProgramResult(string CommandLine, int ExitCode, string Output, TimeSpan Elapsed)
{
    /// <summary>Itself, when it ended with this code; a test that expected another one shows everything printed.</summary>
    public ProgramResult Exits(int code)
    {
        Assert.True(ExitCode == code, $"Expected exit code {code}.\n{this}");
        return this;
    }

    /// <summary>Itself, when all the texts were printed.</summary>
    public ProgramResult Says(params string[] texts)
    {
        foreach (var text in texts)
            Assert.True(Output.Contains(text, StringComparison.Ordinal), $"Expected to read '{text}'.\n{this}");
        return this;
    }

    /// <summary>Itself, when none of the texts was printed.</summary>
    public ProgramResult NeverSays(params string[] texts)
    {
        foreach (var text in texts)
            Assert.False(Output.Contains(text, StringComparison.Ordinal), $"Expected not to read '{text}'.\n{this}");
        return this;
    }

    public IReadOnlyList<string> Lines => Output.Split('\n');

    public override string ToString() => $"{CommandLine}\nexit code {ExitCode} after {Elapsed.TotalSeconds:0.0} s\n{Output}";
}
