using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

public partial class DotNetTasks
{
    /// <summary>Restores packages.</summary>
    public static IReadOnlyCollection<Output> DotNetRestore(DotNetRestoreSettings options = null)
        => Run(options ?? new DotNetRestoreSettings());

    /// <summary>Restores packages.</summary>
    public static IReadOnlyCollection<Output> DotNetRestore(Configure<DotNetRestoreSettings> configurator)
        => Run(configurator(new DotNetRestoreSettings()));

    /// <summary>Restores packages, once for each variant of the settings.</summary>
    public static IEnumerable<(DotNetRestoreSettings, IReadOnlyCollection<Output>)> DotNetRestore(
        CombinatorialConfigure<DotNetRestoreSettings> configurator,
        int degreeOfParallelism = 1,
        bool completeOnFailure = false)
        => OptionsRun.Each(configurator(new DotNetRestoreSettings()), Run, degreeOfParallelism, completeOnFailure);
}
