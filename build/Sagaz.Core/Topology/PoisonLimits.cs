namespace Sagaz.Core.Topology;

/// <summary>What a poisoned queue may look like at the end of a run.</summary>
public sealed record PoisonLimits
{
    /// <summary>A worker's claim, 99th percentile; 500 ms unless topology.json says otherwise.</summary>
    public TimeSpan ClaimP99 { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Dead rows of the outbox; 100,000 unless topology.json says otherwise.</summary>
    public long DeadRows { get; init; } = 100_000;

    /// <summary>Transactions that the oldest snapshot is behind; 1,000,000 unless topology.json says otherwise.</summary>
    public long SnapshotAge { get; init; } = 1_000_000;
}
