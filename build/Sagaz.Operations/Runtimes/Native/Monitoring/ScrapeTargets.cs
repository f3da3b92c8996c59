using System.Globalization;
using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes.Native.Monitoring;

/// <summary>Where Prometheus finds what it scrapes: one file per job of prometheus.yml.</summary>
/// <remarks>Labels: <c>member</c> names a PostgreSQL member, <c>pool</c> a PgBouncer, whatever the address.</remarks>
internal static class ScrapeTargets
{
    private sealed record Target(int Port, string? Label = null, string? Value = null);

    /// <returns>Text of a file of targets by job.</returns>
    public static IReadOnlyDictionary<string, string> Of(ClusterTopology topology)
    {
        var ports = topology.Ports;
        IEnumerable<Target> Members(int first) => topology.MemberNames.Select((name, n) => new Target(first + n, "member", name));
        return new Dictionary<string, IEnumerable<Target>>
        {
            ["patroni"] = Members(ports.Patroni),
            ["postgres"] = Members(ports.Monitoring.PostgresExporter),
            ["pgbouncer"] =
            [
                new(ports.Monitoring.PoolReadWriteExporter, "pool", topology.ReadWritePool.Name),
                new(ports.Monitoring.PoolReadOnlyExporter, "pool", topology.ReadOnlyPool.Name),
            ],
            ["haproxy"] = [new(ports.Monitoring.HaproxyMetrics)],
            ["etcd"] = [new(ports.EtcdClient)],
            ["node"] = [new(ports.Monitoring.NodeExporter)],
            ["prometheus"] = [new(ports.Monitoring.Prometheus)],
            ["alertmanager"] = [new(ports.Monitoring.Alertmanager)],
        }.ToDictionary(job => job.Key, job => Yaml.Render(job.Value.Select(target => Entry(topology, target)).ToList()));
    }

    private static Dictionary<string, object> Entry(ClusterTopology topology, Target target)
    {
        var labels = new Dictionary<string, string> { ["cluster"] = topology.Name, ["environment"] = topology.Environment };
        if (target is { Label: { } label, Value: { } value })
            labels[label] = value;
        return new Dictionary<string, object>
        {
            ["targets"] = new[] { string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{target.Port}") },
            ["labels"] = labels,
        };
    }
}
