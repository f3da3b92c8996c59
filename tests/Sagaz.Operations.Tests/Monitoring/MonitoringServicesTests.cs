using Sagaz.Core.Topology;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Native;
using Sagaz.Operations.Runtimes.Native.Monitoring;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Tests.Runtimes;

namespace Sagaz.Operations.Tests.Monitoring;

/// <summary>What runs beside a watched native cluster.</summary>
public sealed class MonitoringServicesTests
{
    private static readonly FixedCluster Cluster = FixedCluster.Debian12;
    private static readonly ClusterTopology Topology = Cluster.Topology with { HasMonitoring = true };

    [Fact]
    public void A_cluster_that_is_not_watched_runs_none_of_it()
    {
        Assert.Empty(WatchingServices.Of(Cluster.Topology));
        Assert.DoesNotContain("frontend metrics", Cluster.File("haproxy.cfg"), StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_an_exporter_per_member_and_pool()
    {
        Assert.Equal(
            [
                "node-exporter", "postgres-0-exporter", "postgres-1-exporter", "pgbouncer-rw-exporter", "pgbouncer-ro-exporter", "alertmanager", "prometheus",
            ],
            Define().Select(service => service.Name));
        Assert.Equal(WatchingServices.Of(Topology), Define().Select(service => service.Name));
        Assert.All(Define(), service => Assert.True(WatchingServices.IsOne(service.Name)));
        Assert.DoesNotContain(Cluster.Services, service => WatchingServices.IsOne(service.Name));
    }

    [Fact]
    public void Everything_listens_on_loopback_only()
    {
        Assert.All(Define(), service => Assert.Single(service.CommandLine, argument => argument.StartsWith("--web.listen-address=127.0.0.1:", StringComparison.Ordinal)));
    }

    [Fact]
    public void Passwords_stand_only_in_the_files_of_the_exporters_that_log_in()
    {
        var holders = Define().SelectMany(service => service.Files)
            .SelectMany(file => Account.All.Where(account => file.Value.Contains(Cluster.Passwords[account], StringComparison.Ordinal)).Select(account => (File: Path.GetFileName(file.Key), account)));

        Assert.Equal(
            [
                ("pgbouncer-ro-exporter.pgpass", Account.PoolStatistics), ("pgbouncer-rw-exporter.pgpass", Account.PoolStatistics),
                ("postgres-0-exporter.pgpass", Account.Monitor), ("postgres-1-exporter.pgpass", Account.Monitor),
            ],
            holders.Order());
        Assert.All(Define(), service => Assert.DoesNotContain(service.CommandLine, argument => Cluster.Passwords.Values.Any(password => argument.Contains(password, StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_process_is_known_by_the_state_folder_in_its_command_line()
    {
        // env replaces itself by the program: what stands before it is gone from the process table.
        Assert.All(Define(), service => Assert.Contains(
            service.CommandLine.SkipWhile(argument => argument == "/usr/bin/env" || !argument.StartsWith('/')),
            argument => argument.Contains(Cluster.Layout.Folder, StringComparison.Ordinal)));
        Assert.All(Define(new Version(0, 10, 2)), service => Assert.Contains(
            service.CommandLine.SkipWhile(argument => argument == "/usr/bin/env" || !argument.StartsWith('/')),
            argument => argument.Contains(Cluster.Layout.Folder, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("1.7", true)]
    [InlineData("0.10.2", false)]
    public void A_pools_exporter_is_our_stand_in_only_where_the_packaged_one_cannot_read_PgBouncer(string version, bool isOurs)
    {
        var exporter = Define(Version.Parse(version)).Single(service => service.Name == "pgbouncer-rw-exporter");

        Assert.Equal(isOurs, exporter.CommandLine.Contains("/usr/bin/python3"));
        Assert.Equal(!isOurs, exporter.CommandLine.Contains("/usr/bin/prometheus-pgbouncer-exporter"));
        Assert.Equal(isOurs, exporter.Files.Keys.Any(file => file.EndsWith(".py", StringComparison.Ordinal)));
    }

    [Fact]
    public void Prometheus_gets_the_rules_as_they_are_and_a_file_of_targets_per_job()
    {
        var prometheus = Define().Single(service => service.Name == "prometheus");
        string[] Names(string folder) => [.. prometheus.Files.Keys.Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == folder).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

        Assert.Equal(MonitoringFiles.RuleFiles, Names("rules"));
        var wanted = File.ReadLines(MonitoringFiles.Of("prometheus", "prometheus.yml")).Where(line => line.Contains("job_name: ", StringComparison.Ordinal)).Select(line => line.Split(": ")[1]);
        Assert.Equal(wanted.Order(StringComparer.Ordinal), Names("targets"));
        var members = prometheus.Files.Single(file => file.Key.EndsWith("targets/patroni.yaml", StringComparison.Ordinal)).Value;
        Assert.Contains("127.0.0.1:18009", members, StringComparison.Ordinal);
        Assert.Contains("member: postgres-1", members, StringComparison.Ordinal);
    }

    [Fact]
    public void HAProxy_shows_its_metrics_only_to_those_with_a_certificate()
    {
        var file = Assert.Single((Cluster with { Topology = Topology }).Haproxy.Files).Value;

        Assert.Contains("bind 127.0.0.1:19004 ssl crt /srv/sagaz/local/certificates/haproxy.pem ca-file /srv/sagaz/local/certificates/ca.crt verify required", file, StringComparison.Ordinal);
        Assert.StartsWith(Cluster.File("haproxy.cfg").TrimEnd(), file, StringComparison.Ordinal);
    }

    private static IReadOnlyList<ServiceDefinition> Define(Version? poolExporter = null)
    {
        static InstalledTool Installed(Tool tool, Version version) => new(tool, "/usr/bin/" + tool.Program, version);
        var tools = new MonitoringTools
        {
            Prometheus = Installed(MonitoringToolset.Prometheus, new Version(2, 42)),
            Alertmanager = Installed(MonitoringToolset.Alertmanager, new Version(0, 25)),
            NodeExporter = Installed(MonitoringToolset.NodeExporter, new Version(1, 5)),
            PostgresExporter = Installed(MonitoringToolset.PostgresExporter, new Version(0, 11)),
            PoolExporter = Installed(MonitoringToolset.PoolExporter, poolExporter ?? new Version(1, 7)),
        };
        return MonitoringServices.Define(Topology, Cluster.Layout, tools, MonitoringFiles.Of(), Cluster.Passwords);
    }
}
