namespace Sagaz.Core.Replication;

/// <summary>What the leader's WAL sender does for one standby, by <c>pg_stat_replication.state</c>.</summary>
public enum WalSenderState
{
    /// <summary>It is starting up.</summary>
    Startup,

    /// <summary>The standby is catching up with WAL from before it connected.</summary>
    Catchup,

    /// <summary>The standby has caught up and receives WAL as it is written.</summary>
    Streaming,

    /// <summary>It sends a base backup.</summary>
    Backup,

    /// <summary>It is ending.</summary>
    Stopping,
}
