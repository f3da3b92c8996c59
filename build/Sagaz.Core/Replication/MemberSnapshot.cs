namespace Sagaz.Core.Replication;

/// <summary>What one PostgreSQL server said of itself at one moment, asked directly.</summary>
public sealed record MemberSnapshot
{
    /// <summary>The member's name, e.g. <c>postgres-0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is; <see cref="MemberRole.Unreachable"/> leaves all that follows at its default.</summary>
    public required MemberRole Role { get; init; }

    /// <summary>When the answer, or the failure to get one, arrived here; UTC.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Why it could not be asked; empty when it was.</summary>
    public string UnreachableReason { get; init; } = "";

    /// <summary>The leader's timeline that it writes, or the timeline that a replica last received.</summary>
    /// <remarks>The leader's is read from its current WAL file, because its control file lags a promotion.</remarks>
    public int Timeline { get; init; }

    /// <summary>End of the WAL written; <see cref="Lsn.None"/> on a replica.</summary>
    public Lsn CurrentLsn { get; init; }

    /// <summary>End of the WAL received and flushed; <see cref="Lsn.None"/> on a leader.</summary>
    public Lsn ReceivedLsn { get; init; }

    /// <summary>End of the WAL replayed; <see cref="Lsn.None"/> on a leader.</summary>
    public Lsn ReplayedLsn { get; init; }

    /// <summary>What the WAL receiver does.</summary>
    public WalReceiverState Receiver { get; init; }

    /// <summary>The slot on the leader that the WAL receiver uses; empty without one.</summary>
    public string SlotName { get; init; } = "";

    /// <summary>Whether somebody called <c>pg_wal_replay_pause()</c>.</summary>
    public bool IsReplayPaused { get; init; }

    /// <summary>When its postmaster started, to the microsecond; UTC.</summary>
    /// <remarks>Tells the servers of one cluster apart even behind proxies and translated addresses.</remarks>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>A member that could not be asked.</summary>
    public static MemberSnapshot Unreachable(string name, string reason, DateTimeOffset readAt) =>
        new() { Name = name, Role = MemberRole.Unreachable, ReadAt = readAt, UnreachableReason = reason };
}
