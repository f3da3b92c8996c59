namespace Sagaz.Core.Topology;

/// <summary>Where backups go, how often they are made and how many stay.</summary>
public sealed record BackupTopology
{
    /// <summary>Whether this environment makes backups unasked; elsewhere <c>Up --with-backups</c> does.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>The kind of repository.</summary>
    public BackupRepositoryKind Repository { get; init; }

    /// <summary>Folder of a local repository; a relative one lies in the cluster's state folder, and goes with it when that is purged.</summary>
    public string LocalPath { get; init; } = "backups";

    /// <summary>The repository's machine, where it is one.</summary>
    public BackupHost Host { get; init; } = new("", 0, "", "", 0);

    /// <summary>The object store, where it is one.</summary>
    public BackupBucket Bucket { get; init; } = new("", "", "", "", "");

    /// <summary>Full backups that stay, with all WAL since the oldest of them; 1 to 1000, 2 unless topology.json says otherwise.</summary>
    public int RetainFull { get; init; } = 2;

    /// <summary>Differential backups that stay; 1 to 1000, 7 unless topology.json says otherwise.</summary>
    public int RetainDifferential { get; init; } = 7;

    /// <summary>Age of the last full backup at which the next one is due; 7 days unless topology.json says otherwise.</summary>
    public TimeSpan FullEvery { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Age of the last backup of any kind at which a differential one is due; 24 h unless topology.json says otherwise.</summary>
    public TimeSpan DifferentialEvery { get; init; } = TimeSpan.FromDays(1);
}
