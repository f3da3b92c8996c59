using System.Globalization;
using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes.Native.Monitoring;

/// <summary>Prometheus with the rules of deploy/monitoring; only the targets are this cluster's own.</summary>
internal static class PrometheusService
{
    private const string Name = WatchingServices.Prometheus;

    public static ServiceDefinition Define(ClusterTopology topology, NativeLayout layout, string program, string folder)
    {
        var file = layout.ConfigurationOf("prometheus.yml");
        var rules = layout.ConfigurationOf("rules");
        var targets = layout.ConfigurationOf("targets");
        var certificates = layout.CertificateStore(TimeProvider.System);
        var files = new Dictionary<string, string> { [file] = File.ReadAllText(Path.Combine(folder, "prometheus", "prometheus.yml")) };
        foreach (var rule in Directory.GetFiles(Path.Combine(folder, "prometheus", "rules"), "*.yaml").Order(StringComparer.Ordinal))
            files[Path.Combine(rules, Path.GetFileName(rule))] = File.ReadAllText(rule);
        foreach (var (job, text) in ScrapeTargets.Of(topology, ScrapeTargets.OnThisMachine(topology)))
            files[Path.Combine(targets, job + ".yaml")] = text;
        return new ServiceDefinition
        {
            Name = Name,
            CommandLine =
            [
                program,
                "--config.file=" + file,
                "--storage.tsdb.path=" + layout.DataOf(Name),
                "--storage.tsdb.retention.time=15d",
                "--storage.tsdb.retention.size=1GB",
                string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{topology.Ports.Monitoring.Prometheus}"),
            ],
            Files = files,
            OwnFolders = [rules, targets],
            AlsoReads = [certificates.FilesOf(Name).Certificate, certificates.RootCertificate],
            Reload = Reload.Hangup,
        };
    }
}
