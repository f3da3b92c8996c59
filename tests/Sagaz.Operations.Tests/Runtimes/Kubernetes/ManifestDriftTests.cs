using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;
using Sagaz.Core.Topology;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>The manifests say what deploy/topology.json intends, and what Compose runs.</summary>
public sealed class ManifestDriftTests
{
    private static readonly string[] Patience = ["tcp_keepalive = 1", "tcp_keepidle = 5", "tcp_keepintvl = 2", "tcp_keepcnt = 3", "tcp_user_timeout = 6000"];
    private static readonly string[] All = ["dev", "staging", "prod"];

    public static TheoryData<string> Environments => Rendered.Environments;

    [RequiresToolTheory("kubectl")]
    [MemberData(nameof(Environments))]
    public async Task Members_and_their_first_configuration_are_the_topologys(string environment)
    {
        var (manifests, topology) = (await Rendered.Of(environment), Rendered.File.Resolve(environment));
        var wanted = MemberSettings.Wanted(manifests, topology);
        var written = YamlObjects.Parse(manifests.ConfigurationFile("patroni", "patroni.yml"))[0].Json["bootstrap"]!["dcs"]!.AsObject();
        Lay(YamlObjects.Parse(manifests.ConfigurationFile("patroni-environment", "patroni.yml"))[0].Json["bootstrap"]!["dcs"]!.AsObject(), over: written);
        // What only Kubernetes needs: the topology does not know it.
        Assert.Equal("5min", (string?)written["member_slots_ttl"]);
        written.Remove("member_slots_ttl");
        var parameters = written["postgresql"]!["parameters"]!.AsObject();
        foreach (var name in topology.Postgres.Memory.Keys)
        {
            Assert.True(ByteSize.TryParse((string)parameters[name]!, out var bytes), $"{name} is {parameters[name]}");
            parameters[name] = ByteSize.ToSetting(bytes);
        }

        Assert.Equal(topology.Members, (int)manifests.Find("StatefulSet", "postgresql")!.Json["spec"]!["replicas"]!);
        Assert.Equal(Lines(wanted), Lines(written));
    }

    [RequiresToolFact("kubectl")]
    public async Task A_member_differs_from_one_in_compose_in_store_addresses_and_neighbours_only()
    {
        string[] own = ["etcd3", "kubernetes", "bootstrap/dcs/member_slots_ttl", "postgresql/pgpass", "postgresql/pg_hba"];
        var here = YamlObjects.Parse((await Rendered.Of("dev")).ConfigurationFile("patroni", "patroni.yml"))[0].Json;
        var compose = YamlObjects.Parse(File.ReadAllText(RepositoryRoot.Of("deploy", "compose", "patroni", "patroni.yml")))[0].Json;

        Assert.Equal(Lines(compose).Where(IsShared), Lines(here).Where(IsShared));

        bool IsShared(string line) => !own.Any(part => line.StartsWith(part, StringComparison.Ordinal));
    }

    /// <remarks>PgBouncer 1.24 goes on with a connection whose check failed; tried with one that always fails.</remarks>
    [RequiresToolTheory("kubectl")]
    [InlineData("pgbouncer-rw", "pg_is_in_recovery()")]
    [InlineData("pgbouncer-ro", "not pg_is_in_recovery()")]
    public async Task A_pools_connection_to_a_member_of_the_other_role_ends_itself(string pool, string isOther)
    {
        var settings = Settings((await Rendered.Of("dev")).ConfigurationFile("pgbouncer", pool + ".ini"));

        Assert.Equal($"select case when {isOther} then pg_terminate_backend(pg_backend_pid()) end", settings["server_check_query"]);
    }

    [RequiresToolTheory("kubectl")]
    [InlineData("pgbouncer-rw", "server_lifetime server_check_delay server_check_query")]
    [InlineData("pgbouncer-ro", "default_pool_size min_pool_size max_db_connections server_lifetime server_check_delay server_check_query")]
    public async Task A_pool_differs_from_one_in_compose_in_what_a_lost_network_and_two_poolers_ask_for(string pool, string own)
    {
        string[] differing = ["sagaz", "dns_max_ttl", "tcp_keepalive", "tcp_keepidle", "tcp_keepintvl", "tcp_keepcnt", "tcp_user_timeout", .. own.Split(' ')];
        var here = Settings((await Rendered.Of("dev")).ConfigurationFile("pgbouncer", pool + ".ini"));
        var compose = Settings(await File.ReadAllTextAsync(RepositoryRoot.Of("deploy", "compose", "pgbouncer", pool + ".ini")));

        Assert.Equal(compose.Where(pair => !differing.Contains(pair.Key)).OrderBy(pair => pair.Key), here.Where(pair => !differing.Contains(pair.Key)).OrderBy(pair => pair.Key));
        Assert.Equal(Patience, here.Where(pair => pair.Key.StartsWith("tcp_", StringComparison.Ordinal)).Select(pair => $"{pair.Key} = {pair.Value}"));
    }

    [RequiresToolFact("kubectl")]
    public async Task Two_poolers_of_a_pool_have_as_many_servers_as_the_topology_gives_it()
    {
        var (manifests, topology) = (await Rendered.Of("prod"), Rendered.File.Resolve("prod"));
        var (writes, reads) = (Settings(manifests.ConfigurationFile("pgbouncer", "pgbouncer-rw.ini")), Settings(manifests.ConfigurationFile("pgbouncer", "pgbouncer-ro.ini")));

        Assert.Equal($"{topology.ReadOnlyPool.Size / 2}", reads["default_pool_size"]);
        // A writer's pooler alone must bear all, while the other is gone.
        Assert.Equal($"{topology.ReadWritePool.Size}", writes["default_pool_size"]);
        Assert.Equal($"{topology.Ports.PoolReadWrite} {topology.Ports.PoolReadOnly}", $"{writes["listen_port"]} {reads["listen_port"]}");
    }

    [RequiresToolFact("kubectl")]
    public async Task What_is_the_same_everywhere_is_the_same_text()
    {
        var prod = await Rendered.Of("prod");

        Assert.Equal(File.ReadAllText(RepositoryRoot.Of("deploy", "compose", "pgbackrest", "member.conf")), prod.ConfigurationFile("pgbackrest-member", "member.conf"));
        Assert.Equal(File.ReadAllText(RepositoryRoot.Of("deploy", "monitoring", "postgres-exporter", "queries.yaml")), prod.ConfigurationFile("postgres-exporter", "queries.yaml"));
        var repository = Settings(prod.ConfigurationFile("pgbackrest-repository", "repository.conf"));
        var compose = Settings(File.ReadAllText(RepositoryRoot.Of("deploy", "compose", "pgbackrest", "repository.conf")));
        Assert.Equal(compose.Where(pair => pair.Key != "tls-server-auth"), repository.Where(pair => pair.Key != "tls-server-auth"));
        Assert.Equal("postgresql=sagaz", repository["tls-server-auth"]);
    }

    [RequiresToolFact("kubectl")]
    public async Task Every_alert_of_the_project_is_a_rule_of_the_operator_where_the_cluster_is_watched()
    {
        var rules = Directory.EnumerateFiles(RepositoryRoot.Of("deploy", "monitoring", "prometheus", "rules"), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file));
        var prod = await Rendered.Of("prod");

        Assert.Equal(rules.Order(), prod.Of("PrometheusRule").Select(rule => rule.Name).Order());
        Assert.Contains("ClusterHasNoLeader", prod.Find("PrometheusRule", "availability")!.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty((await Rendered.Of("dev")).Of("PrometheusRule"));
    }

    [RequiresToolFact("kubectl")]
    public async Task Environments_that_the_topology_backs_up_have_backups_and_the_others_have_none()
    {
        foreach (var environment in All)
        {
            var manifests = await Rendered.Of(environment);

            Assert.Equal(Rendered.File.Resolve(environment).HasBackups, manifests.Find("CronJob", "full-backup") is not null);
        }
    }

    private static void Lay(JsonObject differences, JsonObject over)
    {
        foreach (var (key, value) in differences)
        {
            if (value is JsonObject inner && over[key] is JsonObject outer)
                Lay(inner, outer);
            else
                over[key] = value?.DeepClone();
        }
    }

    private static List<string> Lines(JsonNode node, string path = "") => node switch
    {
        JsonObject mapping => [.. mapping.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => Lines(pair.Value!, path.Length == 0 ? pair.Key : $"{path}/{pair.Key}"))],
        JsonArray list => [.. list.SelectMany((item, index) => Lines(item!, $"{path}/{index}"))],
        _ => [$"{path} = {node}"],
    };

    private static Dictionary<string, string> Settings(string text) => text.Split('\n')
        .Where(line => line.Contains('=') && line[0] is not (';' or '#'))
        .Select(line => line.Split('=', 2))
        .DistinctBy(parts => parts[0].Trim())
        .ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim());
}
