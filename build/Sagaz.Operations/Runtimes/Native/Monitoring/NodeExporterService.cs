using System.Globalization;
using Sagaz.Core.Topology;
using Sagaz.Operations.Certificates;

namespace Sagaz.Operations.Runtimes.Native.Monitoring;

/// <summary>Exporter of the machine, and of the ends of the certificates' lives.</summary>
internal static class NodeExporterService
{
    private const string Name = WatchingServices.NodeExporter;

    public static ServiceDefinition Define(ClusterTopology topology, NativeLayout layout, string program)
    {
        var metrics = layout.ConfigurationOf("metrics");
        var store = layout.CertificateStore(TimeProvider.System);
        return new ServiceDefinition
        {
            Name = Name,
            CommandLine =
            [
                program,
                string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{topology.Ports.Monitoring.NodeExporter}"),
                "--collector.disable-defaults",
                "--collector.cpu",
                "--collector.diskstats",
                "--collector.filesystem",
                "--collector.loadavg",
                "--collector.meminfo",
                "--collector.textfile",
                "--collector.textfile.directory=" + metrics,
            ],
            Files = new Dictionary<string, string>
            {
                [Path.Combine(metrics, "certificates.prom")] = CertificateMetrics.Render(store, ClusterCertificates.Subjects(topology)),
            },
            // It reads the folder anew at each scrape; the signal it would not survive is not needed.
            Reload = Reload.Restart,
        };
    }
}
