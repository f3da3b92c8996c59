namespace Sagaz.Core.Topology;

/// <summary>The limits that gates judge by.</summary>
public sealed record TopologyLimits
{
    /// <summary>Commit at the client until visible on a replica, 99th percentile; the quick reference says 5 s.</summary>
    public required TimeSpan ReplicationLagP99 { get; init; }

    /// <summary>WAL that a replica has not replayed; bytes.</summary>
    public required long ReplayLagBytes { get; init; }

    /// <summary>Free disk space below which nothing is started; bytes.</summary>
    public required long FreeDiskBytes { get; init; }

    /// <summary>Available memory below which nothing is started, per member; bytes.</summary>
    public required long FreeMemoryBytesPerMember { get; init; }

    /// <summary>When backups are too old, and their repository too full.</summary>
    public BackupLimits Backup { get; init; } = new();

    /// <summary>How long a client may wait for its next answer in a failover.</summary>
    public required FailoverLimits Failover { get; init; }

    /// <summary>What clients under load may see.</summary>
    public LoadLimits Load { get; init; } = new();

    /// <summary>From when on <c>Doctor</c> complains.</summary>
    public DoctorLimits Doctor { get; init; } = new();
}
