using Nuke.Common;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

namespace Nuke.Components;

/// <summary>Builds the solution.</summary>
public interface ICompile : IRestore, IHazConfiguration
{
    /// <summary>Runs <c>dotnet build</c>.</summary>
    Target Compile => _ => _
        .DependsOn(Restore)
        .WhenSkipped(DependencyBehavior.Skip)
        .Executes(() => DotNetBuild(x => x
            .Apply(CompileSettingsBase)
            .Apply(CompileSettings)));

    /// <summary>The component's own settings.</summary>
    sealed Configure<DotNetBuildSettings> CompileSettingsBase => _ => _
        .SetProjectFile(Solution)
        .SetConfiguration(Configuration)
        .When(_ => IsServerBuild, x => x.SetProperty("ContinuousIntegrationBuild", true))
        .SetNoRestore(SucceededTargets.Contains(Restore));

    /// <summary>The build's settings, after the component's.</summary>
    Configure<DotNetBuildSettings> CompileSettings => _ => _;
}
