namespace Sagaz.Core.Topology;

/// <summary>When backups are too old, and their repository too full.</summary>
public sealed record BackupLimits
{
    /// <summary>Age of the newest backup; 26 h unless topology.json says otherwise: a daily one, and the time it takes.</summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromHours(26);

    /// <summary>Finished WAL segments (16 MiB each) that are not archived yet; 32 unless topology.json says otherwise.</summary>
    public int UnarchivedSegments { get; init; } = 32;

    /// <summary>How long a segment that was just finished may take to the repository; 60 s unless topology.json says otherwise.</summary>
    public TimeSpan Arrival { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Free space that a local repository must leave; bytes, 2 GiB unless topology.json says otherwise.</summary>
    public long FreeRepositoryBytes { get; init; } = 2L << 30;
}
