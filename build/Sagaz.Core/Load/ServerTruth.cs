namespace Sagaz.Core.Load;

/// <summary>What the servers say of a load, beside what its clients say.</summary>
public sealed record ServerTruth
{
    /// <summary>The leader and its replicas, every 100 ms.</summary>
    public IReadOnlyList<ServerSample> Samples { get; init; } = [];

    /// <summary>The pools, every two seconds.</summary>
    public IReadOnlyList<PoolSample> Pools { get; init; } = [];

    /// <summary>What sessions of the load were waiting for, how often they were seen so; <c>CPU</c> for work.</summary>
    public IReadOnlyDictionary<string, int> Waits { get; init; } = new Dictionary<string, int>();

    /// <summary>The statements that cost most.</summary>
    public IReadOnlyList<StatementCost> Statements { get; init; } = [];

    /// <summary>Where the time went, by pool.</summary>
    public IReadOnlyList<LatencySplit> Split { get; init; } = [];

    /// <summary>Checkpoints that began meanwhile; null where nobody knows.</summary>
    public long? Checkpoints { get; init; }

    /// <summary>WAL that was written; bytes.</summary>
    public double WalBytes { get; init; }

    /// <summary>Lag of all replicas together; milliseconds.</summary>
    public LatencyFigures Lag { get; init; } = LatencyFigures.Empty;

    /// <summary>From an event's transaction until its claim; milliseconds. Events that nobody claimed count with their age.</summary>
    public LatencyFigures OutboxAge { get; init; } = LatencyFigures.Empty;

    /// <summary>Dead rows of the outbox at the end.</summary>
    public long DeadRows { get; init; }

    /// <summary>Transactions that the oldest snapshot is behind at the end.</summary>
    public long SnapshotAge { get; init; }
}
