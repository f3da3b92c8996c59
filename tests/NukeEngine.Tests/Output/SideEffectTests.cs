using System.Text.Json.Nodes;
using Nuke.Common.IO;
using Serilog;

namespace NukeEngine.Tests.Output;

public sealed class SideEffectTests : IDisposable
{
    private readonly BuildFolder folder = new();

    [Fact]
    public void Describes_the_parameters_for_editors()
    {
        folder.Run<Described>("Up");

        var schema = JsonNode.Parse(folder.Read(".nuke/build.schema.json"))!;
        var own = schema["allOf"]![0]!["properties"]!;
        var common = schema["definitions"]!["NukeBuild"]!["properties"]!;
        Assert.Equal("http://json-schema.org/draft-04/schema#", (string?)schema["$schema"]);
        Assert.Equal("""{"type":["integer","null"],"description":"How many","format":"int32"}""", Plain(own["Replicas"]));
        Assert.Equal("""{"type":"string","default":"Secrets must be entered via 'nuke :secrets [profile]'"}""", Plain(own["Password"]));
        Assert.Equal("""{"type":"array","items":{"type":"string"}}""", Plain(own["Tags"]));
        Assert.Equal("""{"$ref":"#/definitions/DayOfWeek"}""", Plain(own["Day"]));
        Assert.Equal("Sunday", (string?)schema["definitions"]!["DayOfWeek"]!["enum"]![0]);
        Assert.Equal("""{"type":"boolean","description":"Shows the execution plan (HTML)"}""", Plain(common["Plan"]));
        Assert.Equal("""{"$ref":"#/definitions/ExecutableTarget"}""", Plain(common["Target"]!["items"]));
        Assert.Equal("""["Fails","Up"]""", schema["definitions"]!["ExecutableTarget"]!["enum"]!.ToJsonString());

        static string Plain(JsonNode? node) => System.Text.RegularExpressions.Regex.Unescape(node!.ToJsonString());
    }

    [Fact]
    public void Leaves_the_schema_alone_while_the_build_does_not_change()
    {
        folder.Run<Described>("Up");
        folder.Write(".nuke/build.schema.json", "mine");

        folder.Run<Described>("Up");
        Assert.Equal("mine", folder.Read(".nuke/build.schema.json"));

        File.SetLastWriteTimeUtc(folder.File(".nuke/build.schema.json"), DateTime.UnixEpoch);
        folder.Run<Described>("Up");
        Assert.StartsWith("{", folder.Read(".nuke/build.schema.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Makes_a_parameters_file_where_there_is_none()
    {
        folder.Run<Described>("Up");

        Assert.Equal("./build.schema.json", (string?)JsonNode.Parse(folder.Read(".nuke/parameters.json"))!["$schema"]);
    }

    [Fact]
    public void Logs_everything_to_files_and_keeps_those_of_the_last_runs()
    {
        Directory.CreateDirectory(folder.File(".nuke/temp"));
        foreach (var day in Enumerable.Range(1, 9))
            folder.Write($".nuke/temp/build.2020-01-0{day}_00-00-00.log", "old");

        folder.Run<Described>("Up --verbosity Quiet");

        Assert.Matches(@"^\d\d:\d\d:\d\d\.\d{3} \| V \| Up                   \| quietly$", folder.Read(".nuke/temp/build.log").Trim());
        Assert.Equal(6, Directory.GetFiles(folder.File(".nuke/temp"), "build.*-*.log").Length);
    }

    [Fact]
    public void Continues_after_the_targets_that_had_succeeded()
    {
        folder.Run<Described>("Fails");

        Assert.Equal(["up", "fails"], folder.Run<Described>("Fails").Ran);
        Assert.Equal(["fails"], folder.Run<Described>("Fails --continue").Ran);

        var other = folder.Run<Described>("Up --continue");
        Assert.Equal(["up"], other.Ran);
        Assert.Contains("[WRN] : Build invocation changed. Restarting ...", other.Lines);
    }

    [Fact]
    public void Writes_the_plan_as_one_page_that_needs_nothing_from_elsewhere()
    {
        var path = Environment.GetEnvironmentVariable("PATH");
        Environment.SetEnvironmentVariable("PATH", folder.Root);
        try
        {
            var result = folder.Run<Described>("Fails --plan");

            Assert.Equal(-1, result.ExitCode);
            Assert.Empty(result.Ran);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }

        var page = folder.Read(".nuke/temp/execution-plan.html");
        Assert.Contains("<li>Up</li>\n<li>Fails</li>", page, StringComparison.Ordinal);
        Assert.Contains("""data-needs="Fails Up">""", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_the_root_from_the_command_line()
    {
        var elsewhere = Directory.CreateTempSubdirectory("nuke-engine-").FullName;
        try
        {
            folder.Run<Described>($"Up --root {elsewhere}");

            Assert.True(((AbsolutePath)elsewhere / ".nuke" / "temp" / "build.log").FileExists());
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }

    public void Dispose() => folder.Dispose();

    private sealed class Described : NukeBuild
    {
        [Parameter("How many.")]
        private readonly int? Replicas;

        [Parameter]
        [Secret]
        private readonly string Password;

        [Parameter]
        private readonly string[] Tags;

        [Parameter]
        private readonly DayOfWeek Day;

        private Target Up => _ => _.Executes(() =>
        {
            Log.Verbose("quietly");
            Journal.Add("up");
        });

        private Target Fails => _ => _.DependsOn(Up).Executes(() =>
        {
            Journal.Add("fails");
            throw new InvalidOperationException("no");
        });
    }
}
