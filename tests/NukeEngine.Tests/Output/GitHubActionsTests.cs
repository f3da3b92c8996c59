using Nuke.Common.CI.GitHubActions;
using Serilog;

namespace NukeEngine.Tests.Output;

public sealed class GitHubActionsTests : IDisposable
{
    private readonly BuildFolder folder = new() { Variables = { ["GITHUB_ACTIONS"] = "true" } };

    [Fact]
    public void Groups_targets_and_annotates_warnings_and_errors()
    {
        var lines = folder.Run<Annotated>("Up").Lines;

        Assert.Equal("::group::Up", lines[0]);
        Assert.Contains("::warning::100%25 %0Asure", lines);
        Assert.Contains("::error::lost", lines);
        Assert.Contains("::endgroup::Up", lines);
        Assert.Contains("::group::Errors & Warnings", lines);
        Assert.Contains("server", folder.Run<Annotated>("Up").Ran);
    }

    [Fact]
    public void Hands_commands_of_tools_on_as_they_are()
        => Assert.Contains("::notice::from a tool", folder.Run<Annotated>("Up").Lines);

    [Fact]
    public void Escapes_the_properties_of_a_command()
        => Assert.Contains("::debug file=a%2Cb%3A1::text", folder.Run<Annotated>("Up").Lines);

    [Fact]
    public void Is_no_server_elsewhere()
    {
        folder.Variables.Clear();
        folder.Variables["CI"] = "true";

        Assert.Contains("local", folder.Run<Annotated>("Local").Ran);
    }

    public void Dispose() => folder.Dispose();

    private sealed class Annotated : NukeBuild
    {
        private Target Up => _ => _.Executes(() =>
        {
            Log.Warning("100% \nsure");
            Log.Error("lost");
            Log.Information("::notice::from a tool");
            GitHubActions.Instance.WriteCommand("debug", "text", x => new(x) { ["file"] = "a,b:1" });
            Journal.Add(IsServerBuild ? "server" : "local");
        });

        private Target Local => _ => _.Executes(() => Journal.Add(IsLocalBuild ? "local" : "server"));
    }
}
