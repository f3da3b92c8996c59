namespace Sagaz.Core.Topology;

/// <summary>Reads what topology.json says about backups.</summary>
internal static class BackupSection
{
    public static BackupTopology Read(TopologySection backups)
    {
        var local = backups.Section("local");
        var read = new BackupTopology
        {
            IsEnabled = backups.Flag("enabled"),
            Repository = backups.Choice<BackupRepositoryKind>("repository"),
            LocalPath = local.Text("path"),
            Host = ReadHost(backups.Section("host")),
            Bucket = ReadBucket(backups.Section("s3")),
            RetainFull = backups.Int("retainFull", 1, 1000),
            RetainDifferential = backups.Int("retainDifferential", 1, 1000),
            FullEvery = TimeSpan.FromHours(backups.Int("fullEveryHours", 1, 8760)),
            DifferentialEvery = TimeSpan.FromHours(backups.Int("differentialEveryHours", 1, 8760)),
        };
        local.RefuseUnknown();
        backups.RefuseUnknown();
        return read;
    }

    public static BackupLimits ReadLimits(TopologySection limits)
    {
        var read = new BackupLimits
        {
            Age = TimeSpan.FromHours(limits.Int("ageHours", 1, 8760)),
            UnarchivedSegments = limits.Int("unarchivedSegments", 1, 100_000),
            Arrival = limits.Seconds("arrivalSeconds", 1, 3600),
            FreeRepositoryBytes = limits.Long("freeRepositoryBytes", 0, 1L << 50),
        };
        limits.RefuseUnknown();
        return read;
    }

    private static BackupHost ReadHost(TopologySection host)
    {
        var read = new BackupHost(host.Text("address"), host.Int("port", 1, 65535), host.Text("path"), host.Text("certificates"), host.Int("memberPort", 1, 65535));
        host.RefuseUnknown();
        return read;
    }

    private static BackupBucket ReadBucket(TopologySection bucket)
    {
        var read = new BackupBucket(bucket.Text("bucket"), bucket.Text("endpoint"), bucket.Text("region"), bucket.Text("path"), bucket.TextOrEmpty("certificateAuthority"));
        bucket.RefuseUnknown();
        return read;
    }
}
