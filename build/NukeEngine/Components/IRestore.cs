using Nuke.Common;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

namespace Nuke.Components;

/// <summary>Restores the solution's packages.</summary>
public interface IRestore : IHazSolution
{
    /// <summary>Runs <c>dotnet restore</c>.</summary>
    Target Restore => _ => _
        .Executes(() => DotNetRestore(x => x
            .Apply(RestoreSettingsBase)
            .Apply(RestoreSettings)));

    /// <summary>The component's own settings.</summary>
    sealed Configure<DotNetRestoreSettings> RestoreSettingsBase => _ => _
        .SetProjectFile(Solution)
        .SetIgnoreFailedSources(IgnoreFailedSources);

    /// <summary>The build's settings, after the component's.</summary>
    Configure<DotNetRestoreSettings> RestoreSettings => _ => _;

    /// <summary>Whether an unreachable source is only warned of. Default: false.</summary>
    [Parameter("Ignore unreachable sources during " + nameof(Restore))]
    bool IgnoreFailedSources => TryGetValue<bool?>(() => IgnoreFailedSources) ?? false;
}
