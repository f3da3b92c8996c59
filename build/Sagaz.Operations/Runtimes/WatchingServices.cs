using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes;

/// <summary>Names of what watches a cluster, the same in every runtime.</summary>
internal static class WatchingServices
{
    public const string Prometheus = "prometheus";
    public const string Alertmanager = "alertmanager";
    public const string NodeExporter = "node-exporter";
    private const string ExporterSuffix = "-exporter";

    /// <summary>All of them, in the order of their start; none where the cluster is not watched.</summary>
    public static IReadOnlyList<string> Of(ClusterTopology topology) => !topology.HasMonitoring ? [] :
    [
        NodeExporter,
        .. topology.MemberNames.Select(ExporterOf),
        ExporterOf(topology.ReadWritePool.Name),
        ExporterOf(topology.ReadOnlyPool.Name),
        Alertmanager,
        Prometheus,
    ];

    /// <summary>Whether a service watches, and is not watched.</summary>
    public static bool IsOne(string service) =>
        service is Prometheus or Alertmanager || service.EndsWith(ExporterSuffix, StringComparison.Ordinal);

    /// <summary>Name of the exporter of a member or pool.</summary>
    public static string ExporterOf(string service) => service + ExporterSuffix;
}
