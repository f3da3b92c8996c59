namespace Sagaz.Core.Replication;

/// <summary>Whether a commit waits for a standby, by <c>pg_stat_replication.sync_state</c>.</summary>
public enum SyncState
{
    /// <summary>No commit waits for it.</summary>
    Async,

    /// <summary>Asynchronous now; it becomes synchronous when one of those fails.</summary>
    Potential,

    /// <summary>Every commit waits for it.</summary>
    Sync,

    /// <summary>Commits wait for a number out of several standbys, and it is one of them.</summary>
    Quorum,
}
