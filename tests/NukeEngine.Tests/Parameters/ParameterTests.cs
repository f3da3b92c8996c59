using Nuke.Common.IO;
using Nuke.Components;

namespace NukeEngine.Tests.Parameters;

public sealed class ParameterTests : IDisposable
{
    private readonly BuildFolder folder = new();

    [Theory]
    [InlineData("--name cli", "from-environment", "cli")]
    [InlineData("", "from-environment", "from-environment")]
    [InlineData("", null, "from-file")]
    public void Takes_the_command_line_before_the_environment_before_the_file(string arguments, string? variable, string expected)
    {
        folder.Write(".nuke/parameters.json", """{ "$schema": "x", "Name": "from-file" }""");
        if (variable is not null)
            folder.Variables["NAME"] = variable;

        Assert.Equal(expected, Value("Name", arguments));
    }

    [Theory]
    [InlineData("PORT_OFFSET")]
    [InlineData("NUKE_PORT_OFFSET")]
    [InlineData("port-offset")]
    [InlineData("NukePortOffset")]
    public void Finds_environment_names_whatever_their_case_and_punctuation(string variable)
    {
        folder.Variables[variable] = "100";

        Assert.Equal("100", Value("PortOffset", ""));
    }

    [Fact]
    public void Takes_the_target_from_the_environment()
    {
        folder.Variables["TARGET"] = "Other";

        Assert.Equal(["Other"], folder.Run<Typed>("", x => x.Show).Ran);
    }

    [Fact]
    public void Warns_and_takes_the_default_when_two_variables_compete()
    {
        folder.Variables["Na_me"] = "a";
        folder.Variables["NUKE_NAME"] = "b";

        var result = folder.Run<Typed>("Show");

        Assert.Contains("Name=default", result.Ran);
        Assert.Contains("[WRN] : Could not resolve Name since multiple values are provided", result.Lines);
    }

    [Fact]
    public void Reads_a_profile_over_the_common_file()
    {
        folder.Write(".nuke/parameters.json", """{ "Name": "common", "PortOffset": 1 }""");
        folder.Write(".nuke/parameters.ci.json", """{ "Name": "ci" }""");

        var result = folder.Run<Typed>("Show --profile ci");

        Assert.Contains("Name=ci", result.Ran);
        Assert.Contains("PortOffset=1", result.Ran);
    }

    [Theory]
    [InlineData("Switch", "--switch", "True")]
    [InlineData("Switch", "--switch false", "False")]
    [InlineData("PortOffset", "--port-offset -1", "")]
    [InlineData("PortOffset", "--PortOffset 7", "7")]
    [InlineData("Ratio", "--ratio 0.5", "0.5")]
    [InlineData("Level", "--level high", "High")]
    [InlineData("Tags", "--tags a b", "a,b")]
    [InlineData("Tags", "--tags a;b", "a,b")]
    [InlineData("Pause", "--pause 00:00:05", "00:00:05")]
    [InlineData("Configuration", "--configuration release", "Release")]
    [InlineData("Configuration", "", "Debug")]
    public void Converts_to_the_members_type(string name, string arguments, string expected)
        => Assert.Equal(expected, Value(name, arguments));

    [Fact]
    public void Takes_relative_paths_in_files_from_the_root()
    {
        folder.Write(".nuke/parameters.json", """{ "Folder": "some/where" }""");

        Assert.Equal(folder.File("some/where"), Value("Folder", ""));
    }

    [Theory]
    [InlineData("--port-offset abc", "PortOffset=")]
    [InlineData("--level nosuch", "HowMuch=Low")]
    [InlineData("--name a b", "Name=default")]
    public void Warns_and_takes_the_default_when_a_value_does_not_convert(string arguments, string expected)
    {
        var result = folder.Run<Typed>($"Show {arguments}");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(expected, result.Ran);
        Assert.Contains($"[WRN] : Could not inject value for Typed.{expected.Split('=')[0]}", result.Lines);
    }

    [Fact]
    public void Ignores_unknown_parameters_and_keys()
    {
        folder.Write(".nuke/parameters.json", """{ "NoSuch": { "a": 1 } }""");

        var result = folder.Run<Typed>("Show --nosuch 1");

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("WRN", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"Name\": ")]
    [InlineData("[]")]
    public void Fails_on_a_malformed_file(string content)
    {
        folder.Write(".nuke/parameters.json", content);

        var result = folder.Run<Typed>("Show");

        Assert.Equal(-1, result.ExitCode);
        Assert.Equal($"Failed parsing parameters file '{folder.File(".nuke/parameters.json")}'.", result.Lines[0]);
    }

    [Fact]
    public void Fails_on_a_profile_without_a_file()
        => Assert.Equal(-1, folder.Run<Typed>("Show --profile nosuch").ExitCode);

    public void Dispose() => folder.Dispose();

    private string Value(string name, string arguments)
        => folder.Run<Typed>($"Show {arguments}").Ran.Single(x => x.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    private enum Level
    {
        Low,
        High,
    }

    private sealed class Typed : NukeBuild, IHazConfiguration
    {
        [Parameter]
        private readonly string Name = "default";

        [Parameter("Moves every port.")]
        private readonly int? PortOffset;

        [Parameter]
        private readonly double Ratio = 1;

        [Parameter(Name = "Level")]
        private readonly Level HowMuch = Level.Low;

        [Parameter(Separator = ";")]
        private readonly string[] Tags = [];

        [Parameter]
        private bool Switch { get; }

        [Parameter]
        private TimeSpan Pause { get; set; }

        [Parameter]
        private readonly AbsolutePath Folder;

        public Target Show => _ => _.Executes(() =>
        {
            Note(nameof(Name), Name);
            Note(nameof(PortOffset), PortOffset);
            Note(nameof(Ratio), Ratio);
            Note("Level", HowMuch);
            Note("HowMuch", HowMuch);
            Note(nameof(Tags), string.Join(',', Tags));
            Note(nameof(Switch), Switch);
            Note(nameof(Pause), Pause);
            Note(nameof(Folder), Folder);
            Note("Configuration", ((IHazConfiguration)this).Configuration);
        });

        private Target Other => _ => _.Executes(() => Journal.Add("Other"));

        private static void Note(string name, object? value) => Journal.Add(FormattableString.Invariant($"{name}={value}"));
    }
}
