using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

public partial class DotNetTasks
{
    /// <summary>Runs the tests of a project.</summary>
    public static IReadOnlyCollection<Output> DotNetTest(DotNetTestSettings options = null)
        => Run(options ?? new DotNetTestSettings());

    /// <summary>Runs the tests of a project.</summary>
    public static IReadOnlyCollection<Output> DotNetTest(Configure<DotNetTestSettings> configurator)
        => Run(configurator(new DotNetTestSettings()));

    /// <summary>Runs the tests of a project, once for each variant of the settings.</summary>
    public static IEnumerable<(DotNetTestSettings, IReadOnlyCollection<Output>)> DotNetTest(
        CombinatorialConfigure<DotNetTestSettings> configurator,
        int degreeOfParallelism = 1,
        bool completeOnFailure = false)
        => OptionsRun.Each(configurator(new DotNetTestSettings()), Run, degreeOfParallelism, completeOnFailure);
}
