namespace NukeEngine.Tests.Output;

public sealed class ShellCompletionTests : IDisposable
{
    private readonly BuildFolder folder = new();

    [Theory]
    [InlineData("nuke v", "verify-replication")]
    [InlineData("nuke Ve", "Verify-Replication")]
    [InlineData("./build.sh Up --env-n", "--env-name")]
    [InlineData("nuke Up -env", "-envname")]
    [InlineData("nuke --verbosity q", "quiet")]
    [InlineData("nuke --day s", "saturday sunday")]
    [InlineData("nuke --profile c", "ci")]
    [InlineData("nuke --skip Verify", "VerifyReplication")]
    [InlineData("nuke --env-name prod --env-n", "")]
    public void Offers_what_may_follow(string line, string expected)
    {
        folder.Write(".nuke/parameters.ci.json", "{}");

        var result = folder.Run<Completed>($":complete {line}");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(expected, string.Join(' ', result.Lines.Where(x => x.Length > 0)));
    }

    public void Dispose() => folder.Dispose();

    private sealed class Completed : NukeBuild
    {
        [Parameter]
        private readonly string EnvName;

        [Parameter]
        private readonly DayOfWeek Day;

        private Target Up => _ => _.Executes(() => { });

        private Target VerifyReplication => _ => _.Executes(() => { });
    }
}
