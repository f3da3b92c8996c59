using Sagaz.Core.Replication;

namespace Sagaz.Core.Doctor;

/// <summary>What the leader's catalogs and statistics say.</summary>
public sealed record LeaderSymptoms
{
    /// <summary>Replicas that stream from it.</summary>
    public required IReadOnlyList<string> Streaming { get; init; }

    /// <summary>All its slots.</summary>
    public required IReadOnlyList<ReplicationSlot> Slots { get; init; }

    /// <summary>Transactions of clients, the oldest first.</summary>
    public required IReadOnlyList<OpenTransaction> OpenTransactions { get; init; }

    /// <summary>Prepared transactions, the oldest first.</summary>
    public required IReadOnlyList<PreparedTransaction> PreparedTransactions { get; init; }

    /// <summary>The greatest age of a database, in transactions; at 2 thousand million PostgreSQL stops.</summary>
    public required long TransactionIdAge { get; init; }

    /// <summary>Tables with dead rows, the most dead first.</summary>
    public required IReadOnlyList<DeadRows> DeadRows { get; init; }

    /// <summary>Whether autovacuum is on at all.</summary>
    public required bool IsAutovacuumOn { get; init; }

    /// <summary>Tables without autovacuum.</summary>
    public required IReadOnlyList<string> AutovacuumOff { get; init; }
}
