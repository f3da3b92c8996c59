namespace Sagaz.Core.Topology;

/// <summary>What clients under load may see, and what a measurement may be disturbed by.</summary>
/// <remarks>The first five are the quick reference's performance targets; the lag of replicas is <see cref="TopologyLimits.ReplicationLagP99"/>.</remarks>
public sealed record LoadLimits
{
    /// <summary>Transactions of sagas through pgbouncer-rw, 99th percentile; 50 ms unless topology.json says otherwise.</summary>
    public TimeSpan SagaWriteP99 { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Queries through pgbouncer-ro, 95th percentile; 200 ms unless topology.json says otherwise.</summary>
    public TimeSpan AnalyticsP95 { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>What pgbouncer-rw adds to a statement, median and 99th percentile; 1 ms unless topology.json says otherwise.</summary>
    public TimeSpan PoolOverhead { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Partition maintenance under load; 10 s unless topology.json says otherwise.</summary>
    public TimeSpan PartitionMaintenance { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From an event's transaction until a worker claims it, 99th percentile; 1 s unless topology.json says otherwise.</summary>
    public TimeSpan OutboxAgeP99 { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Requests that failed, of a million; 1,000 unless topology.json says otherwise.</summary>
    public int ErrorsPerMillion { get; init; } = 1000;

    /// <summary>Requests that were skipped because they were too late, of a million; 1,000 unless topology.json says otherwise.</summary>
    public int SkippedPerMillion { get; init; } = 1000;

    /// <summary>How late a request may begin before it is skipped; 10 s unless topology.json says otherwise.</summary>
    public TimeSpan SkipAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When the generator itself is too slow for its figures to be believed.</summary>
    public GeneratorLimits Generator { get; init; } = new();

    /// <summary>Writes while an operation runs, 99th percentile, by the operation's name in lower case.</summary>
    public IReadOnlyDictionary<string, TimeSpan> DuringP99 { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>What a sick queue may look like.</summary>
    public PoisonLimits Poison { get; init; } = new();

    /// <summary>How much worse than an earlier run's a figure may be whatever the noise; percent, 10 unless topology.json says otherwise.</summary>
    public int RegressionPercent { get; init; } = 10;
}
