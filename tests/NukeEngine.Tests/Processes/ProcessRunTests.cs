using System.Diagnostics;

namespace NukeEngine.Tests.Processes;

public sealed class ProcessRunTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nuke-engine-");

    public ProcessRunTests()
    {
        folder.CreateSubdirectory(".nuke");
        File.WriteAllText(Path.Combine(folder.FullName, ".nuke", "parameters.json"), """{ "Solution": "X.slnx" }""");
        File.WriteAllText(Path.Combine(folder.FullName, "X.slnx"), "<Solution />");
    }

    [Theory(Timeout = 60_000)]
    [InlineData(0, "Nothing")]
    [InlineData(255, "Boom")]
    [InlineData(255, "nosuch")]
    [InlineData(255, "NeedsPassword")]
    [InlineData(3, "Coded")]
    [InlineData(0, "--help")]
    public async Task Ends_with_the_exit_code_of_NUKE(int expected, string argument)
    {
        using var build = new FixtureProcess(folder.FullName, argument, "--no-logo");

        Assert.Equal(expected, await build.ExitAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Dies_where_no_folder_marks_the_root()
    {
        folder.GetDirectories(".nuke").Single().Delete(recursive: true);
        using var build = new FixtureProcess(folder.FullName, "Nothing");

        Assert.Equal(134, await build.ExitAsync());
        Assert.Contains($"Could not locate '.nuke' directory/file while walking up from '{folder.FullName}'.", build.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Shows_logo_and_version_unless_told_otherwise()
    {
        using var build = new FixtureProcess(folder.FullName, "Up");

        Assert.Equal(0, await build.ExitAsync());
        Assert.Contains("╚═╝\u00a0\u00a0╚═══╝", build.Output, StringComparison.Ordinal);
        Assert.Contains("NUKE Execution Engine version 10.1.0-bundled", build.Output, StringComparison.Ordinal);
        Assert.Contains("Up                 Succeeded     < 1sec   // Packages: 3", build.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Runs_assured_targets_and_shows_the_summary_on_interruption()
    {
        using var build = new FixtureProcess(folder.FullName, "Hang", "Cleanup", "--no-logo");
        await build.SaysAsync("hanging");

        using (var kill = Process.Start("kill", ["-INT", $"{build.Id}"]))
            await kill.WaitForExitAsync();

        Assert.Equal(130, await build.ExitAsync());
        Assert.Contains("cleaned up", build.Output, StringComparison.Ordinal);
        Assert.Contains("Hang               Aborted", build.Output, StringComparison.Ordinal);
        Assert.Contains("Cleanup            Succeeded", build.Output, StringComparison.Ordinal);
        Assert.Contains("Build failed on", build.Output, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
