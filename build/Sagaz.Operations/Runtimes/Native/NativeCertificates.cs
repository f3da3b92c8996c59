using Sagaz.Core.Topology;
using Sagaz.Operations.Certificates;
using Sagaz.Operations.Runtimes.Native.Monitoring;

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>Whom the authority of a native cluster signs for.</summary>
internal static class NativeCertificates
{
    /// <summary>Our own: for Patroni's REST API and for a person at the store.</summary>
    public const string ClientName = "client";

    public static IReadOnlyList<Subject> Subjects(ClusterTopology topology) =>
    [
        new(EtcdService.Name, "localhost"),
        .. topology.MemberNames.Select(member => new Subject(member, member, "localhost", "postgres-primary", "postgres-replica")),
        new(HaproxyService.Name, "localhost"),
        new(topology.ReadWritePool.Name, topology.ReadWritePool.Name, "localhost"),
        new(topology.ReadOnlyPool.Name, topology.ReadOnlyPool.Name, "localhost"),
        new(ClientName, "localhost"),
        .. topology.HasMonitoring ? [new Subject(PrometheusService.Name, "localhost")] : Array.Empty<Subject>(),
    ];
}
