using Sagaz.Core.Topology;
using Sagaz.Operations.Certificates;

namespace Sagaz.Operations.Runtimes;

/// <summary>Who in a cluster has a certificate, and which names each answers to.</summary>
internal static class ClusterCertificates
{
    /// <summary>Patroni's store.</summary>
    public const string Store = "etcd";

    /// <summary>The proxy.</summary>
    public const string Proxy = "haproxy";

    /// <summary>What watches the cluster, where something does: it logs in by it everywhere.</summary>
    public const string Monitor = "prometheus";

    /// <summary>Our own: for Patroni's REST API and for a person at the store.</summary>
    public const string Client = "client";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Subject> Subjects(ClusterTopology topology) => [.. Servers(topology), new(Client, "localhost")];

    /// <summary>Those whose keys the servers read.</summary>
    public static IReadOnlyList<Subject> Servers(ClusterTopology topology) =>
    [
        new(Store, Store, "localhost"),
        .. topology.MemberNames.Select(member => new Subject(member, member, "localhost", "postgres-primary", "postgres-replica")),
        new(Proxy, Proxy, "localhost"),
        new(topology.ReadWritePool.Name, topology.ReadWritePool.Name, "localhost"),
        new(topology.ReadOnlyPool.Name, topology.ReadOnlyPool.Name, "localhost"),
        .. topology.HasBackups ? [new Subject(BackupServices.Repository, BackupServices.Repository, "localhost")] : Array.Empty<Subject>(),
        .. topology.HasMonitoring ? [new Subject(Monitor, Monitor, "localhost")] : Array.Empty<Subject>(),
    ];
}
