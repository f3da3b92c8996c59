namespace Sagaz.Core.Replication;

/// <summary>One standby as the leader sees it: a row of <c>pg_stat_replication</c> and its slot.</summary>
public sealed record ReplicationLink
{
    /// <summary>What the standby calls itself; Patroni sets the member's name.</summary>
    public required string ApplicationName { get; init; }

    /// <summary>What the WAL sender does.</summary>
    public required WalSenderState State { get; init; }

    /// <summary>Whether commits wait for this standby.</summary>
    public SyncState SyncState { get; init; }

    /// <summary>End of the WAL sent.</summary>
    public Lsn SentLsn { get; init; }

    /// <summary>End of the WAL that the standby wrote.</summary>
    public Lsn WriteLsn { get; init; }

    /// <summary>End of the WAL that the standby flushed to disk.</summary>
    public Lsn FlushLsn { get; init; }

    /// <summary>End of the WAL that the standby replayed.</summary>
    public Lsn ReplayLsn { get; init; }

    /// <summary>The slot that the connection uses; empty without one.</summary>
    public string SlotName { get; init; } = "";

    /// <summary>Whether that slot is active; false without a slot.</summary>
    public bool IsSlotActive { get; init; }

    /// <summary>WAL that the slot keeps on the leader, in bytes; 0 without a slot.</summary>
    public long RetainedBytes { get; init; }

    /// <summary>Whether commits wait for this standby now.</summary>
    public bool IsSynchronous => SyncState is SyncState.Sync or SyncState.Quorum;
}
