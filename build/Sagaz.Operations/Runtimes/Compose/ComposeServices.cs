using System.Globalization;
using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes.Compose;

/// <summary>How a running container takes changed files.</summary>
internal enum ContainerReload
{
    /// <summary>On SIGHUP.</summary>
    Hangup,

    /// <summary>On SIGUSR2.</summary>
    UserSignal2,

    /// <summary>Only when started anew.</summary>
    Restart,
}

/// <summary>One service of compose.yaml.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Folder">Folder below deploy that it reads; null where it reads none.</param>
/// <param name="Reload">How it takes a change.</param>
internal sealed record ComposeService(string Name, string? Folder, ContainerReload Reload);

/// <summary>The services of compose.yaml that make up a cluster, in the order of their start.</summary>
internal static class ComposeServices
{
    public static IReadOnlyList<ComposeService> Of(ClusterTopology topology) =>
    [
        new(ClusterCertificates.Store, "compose/etcd", ContainerReload.Restart),
        .. topology.MemberNames.Select(member => new ComposeService(member, "compose/patroni", ContainerReload.Hangup)),
        new(ClusterCertificates.Proxy, "compose/haproxy", ContainerReload.UserSignal2),
        new(topology.ReadWritePool.Name, "compose/pgbouncer", ContainerReload.Hangup),
        new(topology.ReadOnlyPool.Name, "compose/pgbouncer", ContainerReload.Hangup),
        .. BackupContainers.Names(topology).Select(name => name == BackupServices.Repository
            ? new ComposeService(name, "compose/pgbackrest", ContainerReload.Hangup)
            : new ComposeService(name, "backups", ContainerReload.Restart)),
        .. WatchingServices.Of(topology).Select(Watching),
    ];

    /// <summary>Where Prometheus reaches metrics, by service: names and ports inside the network.</summary>
    public static IReadOnlyDictionary<string, string> MetricsAddresses(ClusterTopology topology) => Of(topology)
        .ToDictionary(service => service.Name, service => string.Create(CultureInfo.InvariantCulture, $"{service.Name}:{MetricsPort(service.Name)}"));

    private static ComposeService Watching(string name) => name switch
    {
        WatchingServices.Prometheus => new(name, "monitoring/prometheus", ContainerReload.Hangup),
        WatchingServices.Alertmanager => new(name, "monitoring/alertmanager", ContainerReload.Hangup),
        _ when name.StartsWith("postgres-", StringComparison.Ordinal) => new(name, "monitoring/postgres-exporter", ContainerReload.Restart),
        _ => new(name, null, ContainerReload.Restart),
    };

    private static int MetricsPort(string service) => service switch
    {
        ClusterCertificates.Store => 2379,
        ClusterCertificates.Proxy => 8404,
        WatchingServices.Prometheus => 9090,
        WatchingServices.Alertmanager => 9093,
        // deploy/images/exporters/run-exporter: one port for every exporter, since each has an address of its own.
        _ when WatchingServices.IsOne(service) => 9100,
        // Patroni's REST API.
        _ => 8008,
    };
}
