namespace Sagaz.Core.Topology;

/// <summary>When a generator of load is too slow for its figures to be believed.</summary>
public sealed record GeneratorLimits
{
    /// <summary>CPU time of the generator, of all that the machine has; percent, 60 unless topology.json says otherwise.</summary>
    public int CpuPercent { get; init; } = 60;

    /// <summary>Time in which the garbage collector held it up; percent, 2 unless topology.json says otherwise.</summary>
    public int GarbageCollectionPercent { get; init; } = 2;

    /// <summary>How late an idle client begins, 99th percentile, of the 99th percentile of latency; percent, 25 unless topology.json says otherwise.</summary>
    /// <remarks>It may pass 100: latency leaves out what was due while operations ran.</remarks>
    public int LatenessPercent { get; init; } = 25;
}
