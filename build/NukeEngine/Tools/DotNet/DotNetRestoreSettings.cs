using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>The arguments of <c>dotnet restore</c>.</summary>
public class DotNetRestoreSettings : ToolOptions
{
    /// <summary>The project or solution. Default: the one in the folder.</summary>
    public string ProjectFile => Value<string>(nameof(ProjectFile));

    /// <summary>Whether an unreachable source is only warned of. Default: false.</summary>
    public bool? IgnoreFailedSources => Value<bool?>(nameof(IgnoreFailedSources));

    /// <summary>Whether lock files must not change. Default: false.</summary>
    public bool? LockedMode => Value<bool?>(nameof(LockedMode));

    /// <summary>MSBuild properties by name.</summary>
    public IReadOnlyDictionary<string, object> Properties => Value<IReadOnlyDictionary<string, object>>(nameof(Properties));

    internal override IEnumerable<string> Arguments => new ArgumentList("restore")
        .Text(null, ProjectFile)
        .Switch("--ignore-failed-sources", IgnoreFailedSources)
        .Switch("--locked-mode", LockedMode)
        .Properties(Properties);
}
