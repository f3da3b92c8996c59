using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

public partial class DotNetTasks
{
    /// <summary>Builds a project or solution.</summary>
    public static IReadOnlyCollection<Output> DotNetBuild(DotNetBuildSettings options = null)
        => Run(options ?? new DotNetBuildSettings());

    /// <summary>Builds a project or solution.</summary>
    public static IReadOnlyCollection<Output> DotNetBuild(Configure<DotNetBuildSettings> configurator)
        => Run(configurator(new DotNetBuildSettings()));

    /// <summary>Builds a project or solution, once for each variant of the settings.</summary>
    public static IEnumerable<(DotNetBuildSettings, IReadOnlyCollection<Output>)> DotNetBuild(
        CombinatorialConfigure<DotNetBuildSettings> configurator,
        int degreeOfParallelism = 1,
        bool completeOnFailure = false)
        => OptionsRun.Each(configurator(new DotNetBuildSettings()), Run, degreeOfParallelism, completeOnFailure);
}
