using System.Globalization;
using Sagaz.Core.Topology;
using Sagaz.Operations.Packages;
using Sagaz.Operations.PgBouncer;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Runtimes.Native.Monitoring;

/// <summary>pgbouncer_exporter of one pool.</summary>
/// <remarks>
/// Debian 13 packages prometheus-community's (0.10). Debian 12's package of the same name is another program (1.7) that
/// reads a column which PgBouncer dropped in 1.8, so there our own script stands in: same settings, same metrics.
/// </remarks>
internal sealed class PoolExporterService(
    NativeLayout layout, InstalledTool tool, string folder, IReadOnlyDictionary<string, string> passwords)
{
    private const string StandIn = "pgbouncer_exporter.py";

    private bool HasStandIn => tool.Version.Major > 0;

    public ServiceDefinition Define(PoolTopology pool, int port, int listen)
    {
        var name = WatchingServices.ExporterOf(pool.Name);
        var passwordFile = layout.ConfigurationOf(name + ".pgpass");
        var script = layout.ConfigurationOf(StandIn);
        var certificates = layout.CertificateStore(TimeProvider.System);
        return new ServiceDefinition
        {
            Name = name,
            CommandLine =
            [
                "/usr/bin/env",
                "PGPASSFILE=" + passwordFile,
                "PGSSLROOTCERT=" + certificates.RootCertificate,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"PGBOUNCER_EXPORTER_CONNECTION_STRING=postgres://{Account.PoolStatistics}@127.0.0.1:{port}/{PgBouncerConsole.Database}?sslmode=verify-full&connect_timeout=3"),
                .. HasStandIn
                    ? ["/usr/bin/python3", script]
                    : new[] { tool.File, "--pgBouncer.pid-file=" + Path.Combine(layout.Run, pool.Name + ".pid") },
                string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{listen}"),
            ],
            Files = Files(passwordFile, port, script),
            AlsoReads = [certificates.RootCertificate],
            Reload = Reload.Restart,
        };
    }

    private Dictionary<string, string> Files(string passwordFile, int port, string script)
    {
        var files = new Dictionary<string, string>
        {
            [passwordFile] = string.Create(
                CultureInfo.InvariantCulture, $"127.0.0.1:{port}:{PgBouncerConsole.Database}:{Account.PoolStatistics}:{passwords[Account.PoolStatistics]}\n"),
        };
        if (HasStandIn)
            files[script] = File.ReadAllText(Path.Combine(folder, "pgbouncer-exporter", StandIn));
        return files;
    }
}
