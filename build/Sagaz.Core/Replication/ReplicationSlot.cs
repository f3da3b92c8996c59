namespace Sagaz.Core.Replication;

/// <summary>A slot on the leader, used or not: a row of <c>pg_replication_slots</c>.</summary>
public sealed record ReplicationSlot
{
    /// <summary>The slot's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether a connection uses it now.</summary>
    public required bool IsActive { get; init; }

    /// <summary>WAL that it keeps on the leader, in bytes.</summary>
    public long RetainedBytes { get; init; }

    /// <summary>Whether that WAL is still there: <c>reserved</c>, <c>extended</c>, <c>unreserved</c> or <c>lost</c>; empty when it reserved none yet.</summary>
    public string WalStatus { get; init; } = "";
}
