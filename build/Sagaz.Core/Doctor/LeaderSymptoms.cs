using Sagaz.Core.Replication;

namespace Sagaz.Core.Doctor;

/// <summary>What the leader's catalogs and statistics say.</summary>
public sealed record LeaderSymptoms
{
    /// <summary>Replicas that stream from it.</summary>
    public required IReadOnlyList<string> Streaming { get; init; }

    /// <summary>All its slots.</summary>
    public required IReadOnlyList<ReplicationSlot> Slots { get; init; }

    /// <summary>Transactions that were begun more than a minute ago, the oldest first.</summary>
    public required IReadOnlyList<LongTransaction> LongTransactions { get; init; }

    /// <summary>Prepared transactions that nobody has ended for an hour.</summary>
    public required IReadOnlyList<string> StalePrepared { get; init; }

    /// <summary>The greatest age of a database, in transactions; at 2 thousand million PostgreSQL stops.</summary>
    public required long TransactionIdAge { get; init; }

    /// <summary>Tables in which more than every third row is dead, and more than ten thousand are.</summary>
    public required IReadOnlyList<string> DeadTuples { get; init; }

    /// <summary>Whether autovacuum is on at all.</summary>
    public required bool IsAutovacuumOn { get; init; }

    /// <summary>Tables without autovacuum.</summary>
    public required IReadOnlyList<string> AutovacuumOff { get; init; }
}
