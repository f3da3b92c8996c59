using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>The arguments of <c>dotnet test</c>.</summary>
public class DotNetTestSettings : ToolOptions
{
    /// <summary>The test project. Default: the one in the folder.</summary>
    public string ProjectFile => Value<string>(nameof(ProjectFile));

    /// <summary>The configuration. Default: Debug.</summary>
    public string Configuration => Value<string>(nameof(Configuration));

    /// <summary>The framework to test. Default: all of the project.</summary>
    public string Framework => Value<string>(nameof(Framework));

    /// <summary>Which tests run, as a VSTest expression. Default: all.</summary>
    public string Filter => Value<string>(nameof(Filter));

    /// <summary>Where results go. Default: TestResults beside the project.</summary>
    public string ResultsDirectory => Value<string>(nameof(ResultsDirectory));

    /// <summary>A .runsettings file. Default: none.</summary>
    public string SettingsFile => Value<string>(nameof(SettingsFile));

    /// <summary>The loggers with their options. Default: the console's.</summary>
    public IReadOnlyList<string> Loggers => Value<IReadOnlyList<string>>(nameof(Loggers));

    /// <summary>Whether building is left out. Default: false.</summary>
    public bool? NoBuild => Value<bool?>(nameof(NoBuild));

    /// <summary>Whether restoring is left out. Default: false.</summary>
    public bool? NoRestore => Value<bool?>(nameof(NoRestore));

    /// <summary>Whether the banner is left out. Default: false.</summary>
    public bool? NoLogo => Value<bool?>(nameof(NoLogo));

    /// <summary>MSBuild properties by name.</summary>
    public IReadOnlyDictionary<string, object> Properties => Value<IReadOnlyDictionary<string, object>>(nameof(Properties));

    internal override IEnumerable<string> Arguments => new ArgumentList("test")
        .Text(null, ProjectFile)
        .Text("--configuration", Configuration)
        .Text("--framework", Framework)
        .Text("--filter", Filter)
        .Text("--results-directory", ResultsDirectory)
        .Text("--settings", SettingsFile)
        .Texts("--logger", Loggers)
        .Switch("--no-build", NoBuild)
        .Switch("--no-restore", NoRestore)
        .Switch("--nologo", NoLogo)
        .Properties(Properties);
}
