using Sagaz.Core.Partitions;
using Sagaz.Core.Replication;

namespace Sagaz.Core.Doctor;

/// <summary>All that one look at a cluster showed; what could not be read is null.</summary>
public sealed record Symptoms
{
    /// <summary>When it was looked, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Every member that there should be.</summary>
    public required IReadOnlyList<MemberSymptoms> Members { get; init; }

    /// <summary>Both pools.</summary>
    public required IReadOnlyList<PoolSymptoms> Pools { get; init; }

    /// <summary>Whether Patroni may not fail over by itself; null when it does not answer.</summary>
    public bool? IsFailoverPaused { get; init; }

    /// <summary>When the lead changed hands, as far as Patroni remembers.</summary>
    public IReadOnlyList<DateTimeOffset> LeaderChanges { get; init; } = [];

    /// <summary>What the leader says; null without one.</summary>
    public LeaderSymptoms? Leader { get; init; }

    /// <summary>How long the partitions will do; null without a leader, or before the first migration.</summary>
    public IReadOnlyList<PartitionRunway>? Runways { get; init; }

    /// <summary>Rows in default partitions, by partition; counted up to a thousand.</summary>
    public IReadOnlyDictionary<string, long> Strays { get; init; } = new Dictionary<string, long>();

    /// <summary>Bytes free where the cluster's data lies.</summary>
    public required long FreeDiskBytes { get; init; }

    /// <summary>Bytes that must be free (limits.freeDiskBytes).</summary>
    public required long FreeDiskLimit { get; init; }

    /// <summary>Bytes that a replica may be behind (limits.replayLagBytes).</summary>
    public required long LagLimit { get; init; }

    /// <summary>End of every certificate, by its subject.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> CertificateEnds { get; init; }
}

/// <summary>One member as Patroni and its own server show it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsLeader">Whether it leads.</param>
/// <param name="State">Patroni's word; <c>gone</c> where Patroni does not know it.</param>
/// <param name="IsRunning">Whether its server answers queries.</param>
/// <param name="Timeline">Its timeline; null while it does not run.</param>
/// <param name="LagBytes">Bytes behind the leader; null on the leader and while unknown.</param>
/// <param name="IsReplayPaused">Whether somebody stopped its replay.</param>
/// <param name="ClockOffset">How far its clock is from ours; null where it did not answer.</param>
public sealed record MemberSymptoms(
    string Name, bool IsLeader, string State, bool IsRunning, int? Timeline, long? LagBytes, bool IsReplayPaused, TimeSpan? ClockOffset);

/// <summary>One pool as its console shows it.</summary>
/// <param name="Name">Service name.</param>
/// <param name="Size">Servers that it may have for clients.</param>
/// <param name="IsPaused">Whether it lets its clients wait; null when it does not answer.</param>
/// <param name="Servers">Servers in use.</param>
/// <param name="Waiting">Clients that wait for one.</param>
/// <param name="LongestWait">How long the first of them has waited.</param>
public sealed record PoolSymptoms(string Name, int Size, bool? IsPaused, int Servers, int Waiting, TimeSpan LongestWait);

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

/// <summary>A transaction that holds on.</summary>
/// <param name="Process">Its server process.</param>
/// <param name="User">Whose it is.</param>
/// <param name="State"><c>active</c>, <c>idle in transaction</c>.</param>
/// <param name="Age">Since its begin.</param>
public sealed record LongTransaction(int Process, string User, string State, TimeSpan Age);
