using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>The arguments of <c>dotnet build</c>.</summary>
public class DotNetBuildSettings : ToolOptions
{
    /// <summary>The project or solution. Default: the one in the folder.</summary>
    public string ProjectFile => Value<string>(nameof(ProjectFile));

    /// <summary>The configuration. Default: Debug.</summary>
    public string Configuration => Value<string>(nameof(Configuration));

    /// <summary>The framework to build for. Default: all of the project.</summary>
    public string Framework => Value<string>(nameof(Framework));

    /// <summary>Where the output goes. Default: the project's own.</summary>
    public string OutputDirectory => Value<string>(nameof(OutputDirectory));

    /// <summary>Whether restoring is left out. Default: false.</summary>
    public bool? NoRestore => Value<bool?>(nameof(NoRestore));

    /// <summary>Whether everything is built anew. Default: false.</summary>
    public bool? NoIncremental => Value<bool?>(nameof(NoIncremental));

    /// <summary>Whether the banner is left out. Default: false.</summary>
    public bool? NoLogo => Value<bool?>(nameof(NoLogo));

    /// <summary>MSBuild properties by name.</summary>
    public IReadOnlyDictionary<string, object> Properties => Value<IReadOnlyDictionary<string, object>>(nameof(Properties));

    internal override IEnumerable<string> Arguments => new ArgumentList("build")
        .Text(null, ProjectFile)
        .Text("--configuration", Configuration)
        .Text("--framework", Framework)
        .Text("--output", OutputDirectory)
        .Switch("--no-restore", NoRestore)
        .Switch("--no-incremental", NoIncremental)
        .Switch("--nologo", NoLogo)
        .Properties(Properties);
}
