using System.Text.RegularExpressions;
using Serilog;

namespace NukeEngine.Tests.Output;

public sealed partial class ConsoleTests : IDisposable
{
    private const string Blank = "\u200b";

    private readonly BuildFolder folder = new();

    [Fact]
    public void Frames_each_target_and_ends_with_the_table_and_the_verdict()
    {
        var lines = folder.Run<Talking>("Up").Lines;

        string[] expected =
        [
            Blank,
            "╬═══════",
            "║ Up",
            "╬══",
            Blank,
            "00:00:00 [INF] hello world",
            "00:00:00 [WRN] careful 3",
            Blank,
            "╬══════════════════════",
            "║ Errors & Warnings",
            "╬═════════════",
            Blank,
            "[WRN] Up: careful 3",
            Blank,
            "═══════════════════════════════════════",
            "Target             Status      Duration",
            "───────────────────────────────────────",
            "Up                 Succeeded     < 1sec   // Packages: 3",
            "───────────────────────────────────────",
            "Total                            < 1sec",
            "═══════════════════════════════════════",
            Blank,
            "Build succeeded on DATE. ＼（＾ᴗ＾）／",
            string.Empty,
        ];
        Assert.Equal(expected, lines.Select(x => Date().Replace(Time().Replace(x, "00:00:00 ["), "on DATE. ")));
    }

    [Fact]
    public void Leaves_collective_targets_out_of_the_table()
        => Assert.DoesNotContain("Collective ", folder.Run<Talking>("Collective").Output, StringComparison.Ordinal);

    [Fact]
    public void Widens_the_table_for_long_names()
    {
        var lines = folder.Run<Talking>("AVeryLongNameOfATarget").Lines;

        Assert.Contains("Target                    Status      Duration", lines);
        Assert.Contains("AVeryLongNameOfATarget    Succeeded     < 1sec", lines);
    }

    [Theory]
    [InlineData("Verbose", "VRB DBG INF WRN ERR")]
    [InlineData("Normal", "DBG INF WRN ERR")]
    [InlineData("Minimal", "WRN ERR")]
    [InlineData("quiet", "ERR")]
    public void Shows_as_much_as_the_verbosity_says(string verbosity, string expected)
    {
        var output = folder.Run<Talking>($"Levels --verbosity {verbosity}").Output;

        Assert.Equal(expected, string.Join(' ', Level().Matches(output).Select(x => x.Groups[1].Value)));
    }

    [Fact]
    public void Colours_on_xterm_also_when_piped()
    {
        Environment.SetEnvironmentVariable("TERM", "xterm-256color");

        var lines = folder.Run<Talking>("Up").Lines;

        Assert.Contains("\e[38;5;45;1mTarget             Status      Duration\e[0m", lines);
        Assert.Contains(lines, x => x.StartsWith("\e[32;1mBuild succeeded", StringComparison.Ordinal));
        Assert.Contains(lines, x => x.EndsWith("\e[39mhello \e[0m\e[38;5;45;1mworld\e[0m", StringComparison.Ordinal));
    }

    [Fact]
    public void Lists_targets_and_parameters_for_help()
    {
        var result = folder.Run<Talking>("--help", x => x.Up);

        Assert.Equal(0, result.ExitCode);
        string[] expected =
        [
            "Targets (with their direct dependencies):",
            "",
            "  Up (default)",
            "    Stands it up",
            "  Collective             -> Up",
            "  AVeryLongNameOfATarget",
            "  Levels",
            "",
            "Parameters:",
            "",
            "  --dry-run            <no description>",
            "  --github-token       A token.",
            "  --long               One two three four five six seven eight nine ten eleven twelve",
            "                       thirteen fourteen fifteen.",
            "",
            "  --continue           Indicates to continue a previously failed build attempt.",
        ];
        Assert.Equal(expected, result.Lines.Take(expected.Length).Select(x => x.TrimEnd()));
        Assert.Contains("  --target             List of targets to be invoked. Default is 'Up'.", result.Lines);
        Assert.DoesNotContain("Hidden", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Ran);
    }

    [Fact]
    public void Runs_a_target_that_help_hides()
        => Assert.Equal(["Hidden"], folder.Run<Talking>("Hidden").Ran);

    public void Dispose() => folder.Dispose();

    [GeneratedRegex(@"^\d\d:\d\d:\d\d \[")]
    private static partial Regex Time();

    [GeneratedRegex(@"on \d\d/\d\d/\d{4} \d\d:\d\d:\d\d\. ")]
    private static partial Regex Date();

    [GeneratedRegex(@"\d \[([A-Z]{3})\]")]
    private static partial Regex Level();

    private sealed class Talking : NukeBuild
    {
        [Parameter]
        private readonly bool DryRun;

        [Parameter("A token")]
        [Secret]
        private readonly string GitHubToken;

        [Parameter("One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen.")]
        private readonly string Long;

        public Target Up => _ => _
            .Description("Stands it up")
            .Executes(() =>
            {
                Log.Information("hello {Name}", "world");
                Log.Warning("careful {Count}", 3);
                ReportSummary(s => new(s) { ["Packages"] = "3" });
            });

        private Target Collective => _ => _.DependsOn(Up);

        private Target AVeryLongNameOfATarget => _ => _.Executes(() => { });

        private Target Levels => _ => _.Executes(() =>
        {
            Log.Verbose("x");
            Log.Debug("x");
            Log.Information("x");
            Log.Warning("x");
            Log.Error("x");
        });

        private Target Hidden => _ => _.Unlisted().Executes(() => Journal.Add("Hidden"));
    }
}
