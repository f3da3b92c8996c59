namespace Sagaz.Core.Replication;

/// <summary>What a replica's WAL receiver does, by <c>pg_stat_wal_receiver.status</c>.</summary>
public enum WalReceiverState
{
    /// <summary>There is no WAL receiver: a leader, or a replica that is not connected.</summary>
    Absent,

    /// <summary>It ended and is about to go.</summary>
    Stopped,

    /// <summary>It was started and does not stream yet.</summary>
    Starting,

    /// <summary>It receives WAL.</summary>
    Streaming,

    /// <summary>It waits to be told where to go on.</summary>
    Waiting,

    /// <summary>It was told to start again, from another place.</summary>
    Restarting,

    /// <summary>It was told to end.</summary>
    Stopping,
}
