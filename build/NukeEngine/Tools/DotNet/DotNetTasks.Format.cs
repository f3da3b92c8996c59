using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

public partial class DotNetTasks
{
    /// <summary>Checks or repairs the format of the code.</summary>
    public static IReadOnlyCollection<Output> DotNetFormat(DotNetFormatSettings options = null)
        => Run(options ?? new DotNetFormatSettings());

    /// <summary>Checks or repairs the format of the code.</summary>
    public static IReadOnlyCollection<Output> DotNetFormat(Configure<DotNetFormatSettings> configurator)
        => Run(configurator(new DotNetFormatSettings()));

    /// <summary>Checks or repairs the format of the code, once for each variant of the settings.</summary>
    public static IEnumerable<(DotNetFormatSettings, IReadOnlyCollection<Output>)> DotNetFormat(
        CombinatorialConfigure<DotNetFormatSettings> configurator,
        int degreeOfParallelism = 1,
        bool completeOnFailure = false)
        => OptionsRun.Each(configurator(new DotNetFormatSettings()), Run, degreeOfParallelism, completeOnFailure);
}
