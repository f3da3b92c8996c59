using Sagaz.Core.Topology;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Native;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Tests.Runtimes;

/// <summary>A cluster whose every value is fixed here, on a machine with the tools of one Debian release.</summary>
internal sealed record FixedCluster
{
    private const long Gigabyte = 1L << 30;

    /// <summary>Half of what the topology's memory settings were made for.</summary>
    private const long MachineBytes = 4 * Gigabyte;

    public static FixedCluster Debian12 => new()
    {
        Tools = new NativeTools
        {
            Postgres = Installed(NativeToolset.Postgres, "/opt/fixed/postgresql/15/bin", "15.18"),
            Patroni = Installed(NativeToolset.Patroni, "/usr/bin", "3.0.2"),
            Etcd = Installed(NativeToolset.Etcd, "/usr/bin", "3.4.23"),
            Haproxy = Installed(NativeToolset.Haproxy, "/usr/sbin", "2.6.12"),
            PgBouncer = Installed(NativeToolset.PgBouncer, "/usr/sbin", "1.18.0"),
            Runit = Installed(NativeToolset.Runit, "/usr/bin", "0.0"),
        },
    };

    public static FixedCluster Debian13 => new()
    {
        Tools = Debian12.Tools with
        {
            Postgres = Installed(NativeToolset.Postgres, "/opt/fixed/postgresql/17/bin", "17.11"),
            Patroni = Installed(NativeToolset.Patroni, "/usr/bin", "4.0.7"),
            Etcd = Installed(NativeToolset.Etcd, "/usr/bin", "3.5.16"),
            Haproxy = Installed(NativeToolset.Haproxy, "/usr/sbin", "3.0.11"),
            PgBouncer = Installed(NativeToolset.PgBouncer, "/usr/sbin", "1.24.1"),
        },
    };

    public required NativeTools Tools { get; init; }

    public NativeLayout Layout { get; init; } = new("/srv/sagaz/local");

    public ClusterTopology Topology { get; init; } = new()
    {
        Name = "fixed",
        Environment = "local",
        Database = "orders",
        Members = 2,
        Durability = Durability.Sync,
        Ports = new PortMap
        {
            Primary = 5432,
            Replica = 5433,
            PoolReadWrite = 6432,
            PoolReadOnly = 6433,
            Member = 15432,
            Patroni = 18008,
            EtcdClient = 12379,
            EtcdPeer = 12380,
            HaproxyStats = 17000,
            Monitoring = new MonitoringPorts
            {
                Prometheus = 19090,
                Alertmanager = 19093,
                Grafana = 19030,
                NodeExporter = 19010,
                PostgresExporter = 19070,
                PoolReadWriteExporter = 19027,
                PoolReadOnlyExporter = 19028,
                HaproxyMetrics = 19004,
            },
        },
        ReadWritePool = new PoolTopology { Name = "pgbouncer-rw", Mode = PoolMode.Transaction, MaxClientConnections = 200, Size = 25, MinimumSize = 5, ServerLifetime = TimeSpan.FromHours(1) },
        ReadOnlyPool = new PoolTopology { Name = "pgbouncer-ro", Mode = PoolMode.Session, MaxClientConnections = 300, Size = 50, MinimumSize = 10, ServerLifetime = TimeSpan.FromHours(2) },
        Patroni = new PatroniTopology { Ttl = TimeSpan.FromSeconds(20), TtlBeforePatroni4 = TimeSpan.FromSeconds(15), LoopWait = TimeSpan.FromSeconds(2), LoopWaitBeforePatroni4 = TimeSpan.FromSeconds(3), RetryTimeout = TimeSpan.FromSeconds(5), MaximumLagOnFailoverBytes = 1 << 20 },
        Postgres = new PostgresTopology
        {
            MaxConnections = 200,
            MemoryPerMemberBytes = 4 * Gigabyte,
            Memory = new Dictionary<string, long> { ["shared_buffers"] = Gigabyte, ["work_mem"] = 10 << 20 },
            Settings = new Dictionary<string, string> { ["random_page_cost"] = "1.1", ["track_commit_timestamp"] = "on", ["log_line_prefix"] = "%m [%p] " },
        },
        Limits = new TopologyLimits
        {
            ReplicationLagP99 = TimeSpan.FromSeconds(5),
            ReplayLagBytes = 16 << 20,
            FreeDiskBytes = 0,
            FreeMemoryBytesPerMember = 0,
            Failover = new FailoverLimits
            {
                PostmasterKilled = TimeSpan.FromSeconds(3),
                MemberKilled = TimeSpan.FromSeconds(6),
                MemberLostBeyondTtl = TimeSpan.FromSeconds(1),
                LeaderFrozen = TimeSpan.FromSeconds(30),
                PoolerRestarted = TimeSpan.FromSeconds(2),
                Switchover = TimeSpan.FromSeconds(3),
            },
        },
    };

    public IReadOnlyDictionary<string, string> Passwords { get; init; } = Account.All.ToDictionary(account => account, account => $"secret-of-{account}");

    public DynamicConfiguration Dynamic => new(Topology, Tools.Capabilities, MachineBytes);

    public ServiceDefinition Etcd => EtcdService.Define(Topology, Layout, Tools);

    public ServiceDefinition Haproxy => HaproxyService.Define(Topology, Layout, Tools.Haproxy.File);

    public ServiceDefinition ReadWritePool => PgBouncerService.Define(
        Topology.ReadWritePool, Topology.Ports.PoolReadWrite, Topology.Ports.Primary, Topology, Layout, Tools, Passwords);

    public ServiceDefinition ReadOnlyPool => PgBouncerService.Define(
        Topology.ReadOnlyPool, Topology.Ports.PoolReadOnly, Topology.Ports.Replica, Topology, Layout, Tools, Passwords);

    public IReadOnlyList<ServiceDefinition> Services => [Etcd, Member(0), Member(1), Haproxy, ReadWritePool, ReadOnlyPool];

    public ServiceDefinition Member(int index) => new PatroniService(Topology, Layout, Tools, Passwords, Dynamic).Define(index);

    /// <summary>The text of one configuration file.</summary>
    public string File(string name) => Assert.Single(Services.SelectMany(service => service.Files), file => Path.GetFileName(file.Key) == name).Value;

    private static InstalledTool Installed(Tool tool, string folder, string version) =>
        new(tool, $"{folder}/{tool.Program}", Version.Parse(version));
}
