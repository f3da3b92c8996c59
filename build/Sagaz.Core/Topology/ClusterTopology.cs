namespace Sagaz.Core.Topology;

/// <summary>The validated intent of one environment: what should run, where it listens, what it may use.</summary>
public sealed record ClusterTopology
{
    /// <summary>Cluster name, also Patroni's scope.</summary>
    public required string Name { get; init; }

    /// <summary>Environment that this was resolved for, e.g. <c>local</c>.</summary>
    public required string Environment { get; init; }

    /// <summary>The application's database.</summary>
    public required string Database { get; init; }

    /// <summary>PostgreSQL members, the leader included, 1 to 9.</summary>
    public required int Members { get; init; }

    /// <summary>What an acknowledged commit is worth.</summary>
    public required Durability Durability { get; init; }

    /// <summary>Ports on a shared machine.</summary>
    public required PortMap Ports { get; init; }

    /// <summary>The pool on the write frontend.</summary>
    public required PoolTopology ReadWritePool { get; init; }

    /// <summary>The pool on the read frontend.</summary>
    public required PoolTopology ReadOnlyPool { get; init; }

    /// <summary>Patroni's clockwork.</summary>
    public required PatroniTopology Patroni { get; init; }

    /// <summary>PostgreSQL's settings.</summary>
    public required PostgresTopology Postgres { get; init; }

    /// <summary>The limits that gates judge by.</summary>
    public required TopologyLimits Limits { get; init; }

    /// <summary>Where backups go, and how often.</summary>
    public BackupTopology Backups { get; init; } = new();

    /// <summary>Whether WAL is archived and backups are made; topology.json or <c>--with-backups</c> says so.</summary>
    public bool HasBackups { get; init; }

    /// <summary>Whether exporters, Prometheus and Alertmanager run beside the cluster.</summary>
    public bool HasMonitoring { get; init; }

    /// <summary>Every port that the cluster listens on, with the service's name.</summary>
    public IEnumerable<(string Service, int Port)> UsedPorts =>
    [
        .. Ports.All(Members),
        .. HasMonitoring ? Ports.Monitoring.All(Members) : [],
        .. HasBackups && Backups.Repository == BackupRepositoryKind.Host ? [("backup-server", Backups.Host.MemberPort)] : Array.Empty<(string, int)>(),
    ];

    /// <summary>Names of all members, <c>postgres-0</c> first.</summary>
    public IReadOnlyList<string> MemberNames => [.. Enumerable.Range(0, Members).Select(n => $"postgres-{n}")];
}
