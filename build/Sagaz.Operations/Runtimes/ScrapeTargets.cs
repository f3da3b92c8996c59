using System.Globalization;
using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes;

/// <summary>Where Prometheus finds what it scrapes: one file per job of prometheus.yml.</summary>
/// <remarks>Labels: <c>member</c> names a PostgreSQL member, <c>pool</c> a PgBouncer, whatever the address.</remarks>
internal static class ScrapeTargets
{
    private sealed record Target(string Service, string? Label = null, string? Value = null);

    /// <param name="topology">What is watched.</param>
    /// <param name="addresses">Host and port of metrics by the name of what answers there: a service, or a member for its Patroni.</param>
    /// <returns>Text of a file of targets by job.</returns>
    public static IReadOnlyDictionary<string, string> Of(ClusterTopology topology, IReadOnlyDictionary<string, string> addresses)
    {
        string[] pools = [topology.ReadWritePool.Name, topology.ReadOnlyPool.Name];
        return new Dictionary<string, IEnumerable<Target>>
        {
            ["patroni"] = topology.MemberNames.Select(member => new Target(member, "member", member)),
            ["postgres"] = topology.MemberNames.Select(member => new Target(WatchingServices.ExporterOf(member), "member", member)),
            ["pgbouncer"] = pools.Select(pool => new Target(WatchingServices.ExporterOf(pool), "pool", pool)),
            ["haproxy"] = [new(ClusterCertificates.Proxy)],
            ["etcd"] = [new(ClusterCertificates.Store)],
            ["node"] = [new(WatchingServices.NodeExporter)],
            ["prometheus"] = [new(WatchingServices.Prometheus)],
            ["alertmanager"] = [new(WatchingServices.Alertmanager)],
        }.ToDictionary(job => job.Key, job => Yaml.Render(job.Value.Select(target => Entry(topology, target, addresses[target.Service])).ToList()));
    }

    /// <summary>The addresses where all share one machine, at the topology's ports.</summary>
    public static IReadOnlyDictionary<string, string> OnThisMachine(ClusterTopology topology)
    {
        var ports = topology.Ports;
        string At(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        var addresses = new Dictionary<string, string>
        {
            [WatchingServices.ExporterOf(topology.ReadWritePool.Name)] = At(ports.Monitoring.PoolReadWriteExporter),
            [WatchingServices.ExporterOf(topology.ReadOnlyPool.Name)] = At(ports.Monitoring.PoolReadOnlyExporter),
            [ClusterCertificates.Proxy] = At(ports.Monitoring.HaproxyMetrics),
            [ClusterCertificates.Store] = At(ports.EtcdClient),
            [WatchingServices.NodeExporter] = At(ports.Monitoring.NodeExporter),
            [WatchingServices.Prometheus] = At(ports.Monitoring.Prometheus),
            [WatchingServices.Alertmanager] = At(ports.Monitoring.Alertmanager),
        };
        foreach (var (n, member) in topology.MemberNames.Index())
        {
            addresses[member] = At(ports.Patroni + n);
            addresses[WatchingServices.ExporterOf(member)] = At(ports.Monitoring.PostgresExporter + n);
        }
        return addresses;
    }

    private static Dictionary<string, object> Entry(ClusterTopology topology, Target target, string address)
    {
        var labels = new Dictionary<string, string> { ["cluster"] = topology.Name, ["environment"] = topology.Environment };
        if (target is { Label: { } label, Value: { } value })
            labels[label] = value;
        return new Dictionary<string, object> { ["targets"] = new[] { address }, ["labels"] = labels };
    }
}
