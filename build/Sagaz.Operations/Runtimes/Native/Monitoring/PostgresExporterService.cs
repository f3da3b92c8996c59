using System.Globalization;
using Sagaz.Core.Topology;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Runtimes.Native.Monitoring;

/// <summary>postgres_exporter of one member.</summary>
internal sealed class PostgresExporterService(
    ClusterTopology topology, NativeLayout layout, string program, string folder, IReadOnlyDictionary<string, string> passwords)
{
    public ServiceDefinition Define(int index)
    {
        var queries = layout.ConfigurationOf("queries.yaml");
        var name = WatchingServices.ExporterOf(topology.MemberNames[index]);
        var password = layout.ConfigurationOf(name + ".pgpass");
        var port = topology.Ports.Member + index;
        var certificates = layout.CertificateStore(TimeProvider.System);
        var listen = topology.Ports.Monitoring.PostgresExporter + index;
        return new ServiceDefinition
        {
            Name = name,
            CommandLine =
            [
                "/usr/bin/env",
                // In the environment rather than in the source's name: the exporter logs that name, and splits it at spaces.
                "PGPASSFILE=" + password,
                "PGSSLROOTCERT=" + certificates.RootCertificate,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"DATA_SOURCE_NAME=postgresql://{Account.Monitor}@127.0.0.1:{port}/{topology.Database}?sslmode=verify-full&connect_timeout=3"),
                program,
                string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{listen}"),
                // Names of the built-in metrics change from release to release: the rules read our own.
                "--disable-default-metrics",
                "--disable-settings-metrics",
                "--extend.query-path=" + queries,
            ],
            Files = new Dictionary<string, string>
            {
                [queries] = File.ReadAllText(Path.Combine(folder, "postgres-exporter", "queries.yaml")),
                [password] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}:{topology.Database}:{Account.Monitor}:{passwords[Account.Monitor]}\n"),
            },
            AlsoReads = [certificates.RootCertificate],
            Reload = Reload.Restart,
        };
    }
}
