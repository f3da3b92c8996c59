using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes.Native.Monitoring;

/// <summary>Everything that watches a native cluster: exporters, Prometheus, Alertmanager.</summary>
internal static class MonitoringServices
{
    /// <param name="topology">What is watched.</param>
    /// <param name="layout">Where its state lies.</param>
    /// <param name="tools">The programs.</param>
    /// <param name="folder">deploy/monitoring: its files are copied, because the servers' user may not read the repository.</param>
    /// <param name="passwords">Passwords by account.</param>
    public static IReadOnlyList<ServiceDefinition> Define(
        ClusterTopology topology, NativeLayout layout, MonitoringTools tools, string folder, IReadOnlyDictionary<string, string> passwords)
    {
        var postgres = new PostgresExporterService(topology, layout, tools.PostgresExporter.File, folder, passwords);
        var pools = new PoolExporterService(layout, tools.PoolExporter, folder, passwords);
        return
        [
            NodeExporterService.Define(topology, layout, tools.NodeExporter.File),
            .. Enumerable.Range(0, topology.Members).Select(postgres.Define),
            pools.Define(topology.ReadWritePool, topology.Ports.PoolReadWrite, topology.Ports.Monitoring.PoolReadWriteExporter),
            pools.Define(topology.ReadOnlyPool, topology.Ports.PoolReadOnly, topology.Ports.Monitoring.PoolReadOnlyExporter),
            AlertmanagerService.Define(topology, layout, tools.Alertmanager.File, folder),
            PrometheusService.Define(topology, layout, tools.Prometheus.File, folder),
        ];
    }
}
