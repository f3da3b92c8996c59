using System.Text.Json;
using Sagaz.Core.Topology;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Compose;

namespace Sagaz.Operations.Tests.Runtimes.Compose;

/// <summary>What Docker Compose makes of compose.yaml is what deploy/topology.json intends.</summary>
public sealed class ComposeFileDriftTests
{
    private const int MostMembers = 9;
    private static readonly TopologyFile File = TopologyFile.Parse(System.IO.File.ReadAllText(RepositoryRoot.Of("deploy", "topology.json")), "deploy/topology.json");

    [RequiresToolFact("docker")]
    public async Task Every_environment_has_its_members_ports_and_memory()
    {
        foreach (var environment in File.EnvironmentNames)
        {
            var topology = File.Resolve(environment);
            var services = (await RenderAsync(topology)).GetProperty("services");
            var ports = topology.Ports;

            Assert.Equal(
                topology.MemberNames.Concat(["etcd", "haproxy", "pgbouncer-ro", "pgbouncer-rw"]).Concat(BackupContainers.Names(topology)).Order(StringComparer.Ordinal),
                services.EnumerateObject().Select(service => service.Name).Order(StringComparer.Ordinal));
            for (var n = 0; n < topology.Members; n++)
            {
                var member = services.GetProperty($"postgres-{n}");
                Assert.Equal([$"{ports.Member + n}:5432", $"{ports.Patroni + n}:8008"], Published(member));
                Assert.Equal(topology.Postgres.MemoryPerMemberBytes, long.Parse(Limits(member).GetProperty("memory").GetString()!));
            }
            Assert.Equal([$"{ports.Primary}:5432", $"{ports.Replica}:5433", $"{ports.HaproxyStats}:7000"], Published(services.GetProperty("haproxy")));
            Assert.Equal([$"{ports.PoolReadWrite}:6432"], Published(services.GetProperty("pgbouncer-rw")));
            Assert.Equal([$"{ports.PoolReadOnly}:6433"], Published(services.GetProperty("pgbouncer-ro")));
            Assert.Empty(Published(services.GetProperty("etcd")));
        }
    }

    [RequiresToolFact("docker")]
    public async Task Every_service_is_given_the_passwords_that_a_change_of_them_tells_it()
    {
        var topology = File.Resolve("local", hasMonitoring: true);
        var services = (await RenderAsync(topology)).GetProperty("services");

        foreach (var service in services.EnumerateObject().Where(service => service.Name is not ("backup-repository" or "backup-schedule")))
        {
            var given = service.Value.TryGetProperty("secrets", out var secrets) ? secrets.EnumerateArray().Select(secret => secret.GetProperty("source").GetString()!) : [];
            Assert.Equal(HandedFiles.AccountsOf(topology, service.Name).Order(StringComparer.Ordinal), given.Order(StringComparer.Ordinal));
        }
    }

    [RequiresToolFact("docker")]
    public async Task A_watched_environment_has_an_exporter_per_member_and_pool_and_publishes_only_what_people_look_at()
    {
        foreach (var environment in File.EnvironmentNames)
        {
            var topology = File.Resolve(environment, hasMonitoring: true);
            var services = (await RenderAsync(topology)).GetProperty("services");
            var ports = topology.Ports.Monitoring;

            Assert.Equal(
                ComposeServices.Of(topology).Select(service => service.Name).Order(StringComparer.Ordinal),
                services.EnumerateObject().Select(service => service.Name).Order(StringComparer.Ordinal));
            foreach (var name in WatchingServices.Of(topology))
            {
                var service = services.GetProperty(name);
                Assert.Equal(name switch { "prometheus" => [$"{ports.Prometheus}:9090"], "alertmanager" => [$"{ports.Alertmanager}:9093"], _ => [] }, Published(service));
                // An exporter knows by its own name whom to ask.
                if (name.EndsWith("-exporter", StringComparison.Ordinal))
                    Assert.Equal(name, service.GetProperty("hostname").GetString());
            }
        }
    }

    [RequiresToolFact("docker")]
    public async Task Every_member_that_a_cluster_may_have_has_an_exporter_and_none_runs_without_being_asked_for()
    {
        var most = File.Resolve("local", hasMonitoring: true) with { Members = MostMembers };
        var watched = (await RenderAsync(most)).GetProperty("services");
        var plain = (await RenderAsync(most with { HasMonitoring = false })).GetProperty("services");

        Assert.All(WatchingServices.Of(most), name => Assert.True(watched.TryGetProperty(name, out _), name));
        Assert.Equal(ComposeServices.Of(most with { HasMonitoring = false }).Count, plain.EnumerateObject().Count());
    }

    [RequiresToolFact("docker")]
    public async Task Dashboards_and_logs_are_profiles_of_upstream_images_with_a_release_that_can_be_replaced_by_a_digest()
    {
        const string digest = "grafana/grafana@sha256:0000000000000000000000000000000000000000000000000000000000000000";
        var variables = Variables(File.Resolve("local", hasMonitoring: true));
        variables["COMPOSE_PROFILES"] += ",dashboards,logs";

        var services = (await RenderAsync(variables)).GetProperty("services");
        var other = (await RenderAsync(new Dictionary<string, string>(variables) { ["GRAFANA_IMAGE"] = digest })).GetProperty("services");

        string[] upstream = ["grafana", "loki", "promtail"];
        Assert.All(upstream, name =>
        {
            var image = services.GetProperty(name).GetProperty("image").GetString()!;
            Assert.Matches($@"^grafana/{name}:\d+\.\d+\.\d+$", image);
            AssertConfined(services.GetProperty(name));
        });
        Assert.Equal(digest, other.GetProperty("grafana").GetProperty("image").GetString());
        Assert.Equal([$"{File.Resolve("local").Ports.Monitoring.Grafana}:3000"], Published(services.GetProperty("grafana")));
        var folders = services.EnumerateObject().Where(service => upstream.Contains(service.Name))
            .SelectMany(service => service.Value.GetProperty("volumes").EnumerateArray())
            .Select(volume => volume.GetProperty("source").GetString()!)
            .Where(source => source.StartsWith(RepositoryRoot.Of("deploy"), StringComparison.Ordinal));
        Assert.All(folders, folder => Assert.NotEmpty(Directory.EnumerateFileSystemEntries(folder)));
    }

    [RequiresToolFact("docker")]
    public async Task A_backed_up_environment_makes_them_as_often_as_it_should_and_nobody_but_the_repository_sees_its_files()
    {
        foreach (var environment in File.EnvironmentNames)
        {
            var topology = File.Resolve(environment, hasBackups: true);
            var services = (await RenderAsync(topology)).GetProperty("services");
            var command = services.GetProperty("backup-schedule").GetProperty("command").EnumerateArray().Select(word => word.GetString()!).ToList();

            Assert.Equal($"{topology.Backups.FullEvery.TotalHours}", command[command.IndexOf("--full-hours") + 1]);
            Assert.Equal($"{topology.Backups.DifferentialEvery.TotalHours}", command[command.IndexOf("--differential-hours") + 1]);
            Assert.Equal(
                ["backup-repository", "backup-schedule"],
                services.EnumerateObject().Where(service => Sources(service.Value).Contains("backups")).Select(service => service.Name).Order(StringComparer.Ordinal));
            Assert.False(services.TryGetProperty("restored", out _));
        }
    }

    [RequiresToolFact("docker")]
    public async Task A_restored_copy_lies_in_the_volume_of_the_member_that_may_take_it_over_and_is_confined()
    {
        var variables = Variables(File.Resolve("local", hasBackups: true));
        variables["COMPOSE_PROFILES"] += ",restored";
        var services = (await RenderAsync(variables)).GetProperty("services");
        var restored = services.GetProperty("restored");

        Assert.Equal("no", restored.GetProperty("restart").GetString());
        Assert.True(restored.GetProperty("read_only").GetBoolean());
        Assert.Contains("postgres-0", Sources(restored));
        Assert.Equal(services.GetProperty("postgres-0").GetProperty("image").GetString(), restored.GetProperty("image").GetString());
        Assert.Empty(Published(restored));
    }

    [RequiresToolFact("docker")]
    public async Task The_ports_in_the_file_itself_are_the_topologys()
    {
        var variables = new Dictionary<string, string> { ["STATE_FOLDER"] = "/srv/sagaz/local", ["IMAGE_TAG"] = "0", ["COMPOSE_PROFILES"] = "postgres-1,monitoring,dashboards", ["COMPOSE_PROJECT_NAME"] = "sagaz-drift" };
        var ports = File.Resolve("local").Ports;

        var services = (await RenderAsync(variables)).GetProperty("services");

        Assert.Equal([$"{ports.Member + 1}:5432", $"{ports.Patroni + 1}:8008"], Published(services.GetProperty("postgres-1")));
        Assert.Equal([$"{ports.Primary}:5432", $"{ports.Replica}:5433", $"{ports.HaproxyStats}:7000"], Published(services.GetProperty("haproxy")));
        Assert.Equal([$"{ports.Monitoring.Prometheus}:9090"], Published(services.GetProperty("prometheus")));
        Assert.Equal([$"{ports.Monitoring.Alertmanager}:9093"], Published(services.GetProperty("alertmanager")));
        Assert.Equal([$"{ports.Monitoring.Grafana}:3000"], Published(services.GetProperty("grafana")));
    }

    [RequiresToolFact("docker")]
    public async Task Every_service_is_confined_restarted_and_limited_and_listens_on_loopback_only()
    {
        var rendered = await RenderAsync(File.Resolve("prod", hasMonitoring: true, hasBackups: true));

        foreach (var service in rendered.GetProperty("services").EnumerateObject().Select(service => service.Value))
        {
            AssertConfined(service);
            Assert.EndsWith(":0.1.0-abc", service.GetProperty("image").GetString(), StringComparison.Ordinal);
        }
        Assert.True(rendered.GetProperty("networks").GetProperty("internal").GetProperty("internal").GetBoolean());
        foreach (var network in new[] { "internal", "published" })
        {
            var aliases = rendered.GetProperty("services").GetProperty("haproxy").GetProperty("networks").GetProperty(network).GetProperty("aliases");
            Assert.Equal(["postgres-primary", "postgres-replica"], aliases.EnumerateArray().Select(alias => alias.GetString()));
        }
    }

    private static void AssertConfined(JsonElement service)
    {
        Assert.Equal("unless-stopped", service.GetProperty("restart").GetString());
        Assert.True(service.GetProperty("read_only").GetBoolean());
        Assert.Equal("ALL", Assert.Single(service.GetProperty("cap_drop").EnumerateArray()).GetString());
        Assert.Equal("no-new-privileges:true", Assert.Single(service.GetProperty("security_opt").EnumerateArray()).GetString());
        Assert.True(Limits(service).GetProperty("pids").GetInt32() > 0);
        Assert.Equal("10m", service.GetProperty("logging").GetProperty("options").GetProperty("max-size").GetString());
        Assert.False(service.TryGetProperty("container_name", out _));
        if (service.TryGetProperty("ports", out var ports))
            Assert.All(ports.EnumerateArray(), port => Assert.Equal("127.0.0.1", port.GetProperty("host_ip").GetString()));
    }

    private static Dictionary<string, string> Variables(ClusterTopology topology) =>
        new(ComposeEnvironment.Variables("sagaz-drift", topology, "/srv/sagaz/local", "0.1.0-abc", long.MaxValue));

    private static Task<JsonElement> RenderAsync(ClusterTopology topology) => RenderAsync(Variables(topology));

    private static async Task<JsonElement> RenderAsync(Dictionary<string, string> variables)
    {
        var command = new Command("docker", "compose", "--env-file", "/dev/null", "--file", RepositoryRoot.Of("deploy", "compose", "compose.yaml"), "config", "--format", "json")
        {
            Environment = variables,
        };
        var result = await new CommandRunner(new ListLog()).RunAsync(command);
        return JsonDocument.Parse(result.Require().Output).RootElement;
    }

    private static IEnumerable<string> Sources(JsonElement service) => service.GetProperty("volumes").EnumerateArray().Select(volume => volume.GetProperty("source").GetString()!);

    private static JsonElement Limits(JsonElement service) => service.GetProperty("deploy").GetProperty("resources").GetProperty("limits");

    private static List<string> Published(JsonElement service) => service.TryGetProperty("ports", out var ports)
        ? [.. ports.EnumerateArray().Select(port => $"{port.GetProperty("published").GetString()}:{port.GetProperty("target").GetInt32()}")]
        : [];
}
