using System.Text.Json.Nodes;

namespace Sagaz.Core.Topology;

/// <summary>Turns one environment's JSON into a <see cref="ClusterTopology"/>, or lists everything that is wrong with it.</summary>
internal static class TopologyReader
{
    private const int SchemaVersion = 1;

    public static ClusterTopology Read(JsonObject json, string environment, int portOffset, bool hasMonitoring, bool hasBackups, string source)
    {
        var errors = new List<string>();
        var root = new TopologySection(json, "", errors);
        root.Ignore("environments");
        root.Int("schema", SchemaVersion, SchemaVersion);
        var pools = root.Section("pools");
        var backups = BackupSection.Read(root.Section("backups"));
        var topology = new ClusterTopology
        {
            Name = root.Text("name"),
            Environment = environment,
            Database = root.Text("database"),
            Members = root.Int("members", 1, 9),
            Durability = root.Choice<Durability>("durability"),
            Ports = ReadPorts(root.Section("ports")).Shift(portOffset),
            ReadWritePool = ReadPool(pools.Section("readWrite"), "pgbouncer-rw"),
            ReadOnlyPool = ReadPool(pools.Section("readOnly"), "pgbouncer-ro"),
            Patroni = ReadPatroni(root.Section("patroni")),
            Postgres = ReadPostgres(root.Section("postgres")),
            Limits = ReadLimits(root.Section("limits")),
            HasMonitoring = hasMonitoring,
            Backups = backups,
            HasBackups = hasBackups || backups.IsEnabled,
        };
        pools.RefuseUnknown();
        root.RefuseUnknown();
        if (errors.Count == 0)
            errors.AddRange(TopologyRules.Check(topology));
        return errors.Count == 0 ? topology : throw new TopologyException(source, errors);
    }

    private static PortMap ReadPorts(TopologySection ports)
    {
        var map = new PortMap
        {
            Primary = ports.Int("primary", 1024, 65535),
            Replica = ports.Int("replica", 1024, 65535),
            PoolReadWrite = ports.Int("poolReadWrite", 1024, 65535),
            PoolReadOnly = ports.Int("poolReadOnly", 1024, 65535),
            Member = ports.Int("member", 1024, 65535),
            Patroni = ports.Int("patroni", 1024, 65535),
            EtcdClient = ports.Int("etcdClient", 1024, 65535),
            EtcdPeer = ports.Int("etcdPeer", 1024, 65535),
            HaproxyStats = ports.Int("haproxyStats", 1024, 65535),
            Monitoring = ReadMonitoringPorts(ports.Section("monitoring")),
        };
        ports.RefuseUnknown();
        return map;
    }

    private static MonitoringPorts ReadMonitoringPorts(TopologySection ports)
    {
        var map = new MonitoringPorts
        {
            Prometheus = ports.Int("prometheus", 1024, 65535),
            Alertmanager = ports.Int("alertmanager", 1024, 65535),
            Grafana = ports.Int("grafana", 1024, 65535),
            NodeExporter = ports.Int("nodeExporter", 1024, 65535),
            PostgresExporter = ports.Int("postgresExporter", 1024, 65535),
            PoolReadWriteExporter = ports.Int("poolReadWriteExporter", 1024, 65535),
            PoolReadOnlyExporter = ports.Int("poolReadOnlyExporter", 1024, 65535),
            HaproxyMetrics = ports.Int("haproxyMetrics", 1024, 65535),
        };
        ports.RefuseUnknown();
        return map;
    }

    private static PoolTopology ReadPool(TopologySection pool, string name)
    {
        var read = new PoolTopology
        {
            Name = name,
            Mode = pool.Choice<PoolMode>("mode"),
            MaxClientConnections = pool.Int("maxClientConnections", 1, 100_000),
            Size = pool.Int("size", 1, 10_000),
            MinimumSize = pool.Int("minimumSize", 0, 10_000),
            ServerLifetime = pool.Seconds("serverLifetimeSeconds", 1, 604_800),
        };
        pool.RefuseUnknown();
        return read;
    }

    private static PatroniTopology ReadPatroni(TopologySection patroni)
    {
        var read = new PatroniTopology
        {
            Ttl = patroni.Seconds("ttlSeconds", 5, 3600),
            TtlBeforePatroni4 = patroni.Seconds("ttlSecondsBeforePatroni4", 5, 3600),
            LoopWait = patroni.Seconds("loopWaitSeconds", 1, 3600),
            LoopWaitBeforePatroni4 = patroni.Seconds("loopWaitSecondsBeforePatroni4", 1, 3600),
            RetryTimeout = patroni.Seconds("retryTimeoutSeconds", 3, 3600),
            MaximumLagOnFailoverBytes = patroni.Long("maximumLagOnFailoverBytes", 0, 1L << 40),
        };
        patroni.RefuseUnknown();
        return read;
    }

    private static PostgresTopology ReadPostgres(TopologySection postgres)
    {
        var read = new PostgresTopology
        {
            MaxConnections = postgres.Int("maxConnections", 20, 10_000),
            MemoryPerMemberBytes = postgres.Size("memoryPerMember"),
            Memory = postgres.Section("memory").Sizes(),
            Settings = postgres.Section("settings").Texts(),
        };
        postgres.RefuseUnknown();
        return read;
    }

    private static TopologyLimits ReadLimits(TopologySection limits)
    {
        var read = new TopologyLimits
        {
            ReplicationLagP99 = TimeSpan.FromMilliseconds(limits.Int("replicationLagP99Milliseconds", 1, 3_600_000)),
            ReplayLagBytes = limits.Long("replayLagBytes", 0, 1L << 50),
            FreeDiskBytes = limits.Long("freeDiskBytes", 0, 1L << 50),
            FreeMemoryBytesPerMember = limits.Long("freeMemoryBytesPerMember", 0, 1L << 50),
            Backup = BackupSection.ReadLimits(limits.Section("backup")),
            Failover = ReadFailover(limits.Section("failover")),
            Load = LoadLimitSection.Read(limits.Section("load")),
            Doctor = DoctorLimitSection.Read(limits.Section("doctor")),
        };
        limits.RefuseUnknown();
        return read;
    }

    private static FailoverLimits ReadFailover(TopologySection failover)
    {
        TimeSpan Limit(string key) => TimeSpan.FromMilliseconds(failover.Int(key, 1, 3_600_000));
        var read = new FailoverLimits
        {
            PostmasterKilled = Limit("postmasterKilledMilliseconds"),
            MemberKilled = Limit("memberKilledMilliseconds"),
            MemberLostBeyondTtl = Limit("memberLostBeyondTtlMilliseconds"),
            LeaderFrozen = Limit("leaderFrozenMilliseconds"),
            PoolerRestarted = Limit("poolerRestartedMilliseconds"),
            Switchover = Limit("switchoverMilliseconds"),
        };
        failover.RefuseUnknown();
        return read;
    }
}
