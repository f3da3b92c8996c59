using System.Text.Json;
using System.Text.Json.Nodes;
using Sagaz.Core.Topology;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Compose;
using YamlDotNet.Serialization;

namespace Sagaz.Operations.Tests.Runtimes.Compose;

/// <summary>The hand-written files of deploy/compose say what deploy/topology.json intends.</summary>
public sealed class DeployFileDriftTests
{
    private const int MostMembers = 9;
    private static readonly string[] Sizes = ["max_client_conn", "default_pool_size", "min_pool_size", "server_lifetime"];
    private static readonly TopologyFile File = TopologyFile.Parse(System.IO.File.ReadAllText(RepositoryRoot.Of("deploy", "topology.json")), "deploy/topology.json");
    private static readonly ClusterTopology Topology = File.Resolve("local");

    [Fact]
    public void Patroni_starts_with_the_configuration_that_the_topology_asks_for()
    {
        var wanted = new DynamicConfiguration(Topology, new ServerCapabilities(PatroniMajor: 4, HasCron: true), long.MaxValue).ForStore();
        var written = Yaml("patroni", "patroni.yml")["bootstrap"]!["dcs"]!;

        foreach (var (name, bytes) in Topology.Postgres.Memory)
        {
            // The file says 1GB where the store says 1048576kB.
            var parameters = written["postgresql"]!["parameters"]!;
            Assert.True(ByteSize.TryParse((string)parameters[name]!, out var writtenBytes) && writtenBytes == bytes, $"{name} is {parameters[name]}");
            parameters[name] = ByteSize.ToSetting(bytes);
        }

        Assert.Equal(Lines(wanted), Lines(written));
    }

    [Theory]
    [InlineData("pgbouncer-rw")]
    [InlineData("pgbouncer-ro")]
    public void A_pool_differs_from_the_native_one_in_addresses_and_files_only(string pool)
    {
        string[] own = ["listen_addr", "listen_port", "pidfile", "auth_file", "client_tls_cert_file", "client_tls_key_file", "client_tls_ca_file", "server_tls_ca_file", "dns_max_ttl", "orders", "sagaz"];
        var native = Settings(FixedCluster.Debian13.File(pool + ".ini"));
        var compose = Settings(Text("pgbouncer", pool + ".ini"));
        var expected = pool == "pgbouncer-rw" ? Topology.ReadWritePool : Topology.ReadOnlyPool;

        Assert.Equal(native.Where(pair => !own.Contains(pair.Key)).OrderBy(pair => pair.Key), compose.Where(pair => !own.Contains(pair.Key)).OrderBy(pair => pair.Key));
        Assert.Equal($"{expected.Mode}".ToLowerInvariant(), compose["pool_mode"]);
        Assert.Equal(
            [expected.MaxClientConnections, expected.Size, expected.MinimumSize, (int)expected.ServerLifetime.TotalSeconds],
            Sizes.Select(key => int.Parse(compose[key])));
    }

    [Fact]
    public void Haproxy_knows_as_many_members_as_a_cluster_may_have_in_both_backends()
    {
        var servers = Text("haproxy", "haproxy.cfg").Split('\n').Where(line => line.StartsWith("    server ", StringComparison.Ordinal)).ToList();
        var expected = Enumerable.Range(0, MostMembers).Select(n => $"    server postgres-{n} postgres-{n}:5432 port 8008").ToList();

        var standIns = Enumerable.Range(0, MostMembers).Select(n => $"    server postgres-{n}-leading postgres-{n}:5432 no-check track leader/postgres-{n} backup");

        Assert.Equal([.. expected, .. expected, .. standIns], servers);
    }

    [Fact]
    public void Haproxy_checks_members_as_the_native_one_does()
    {
        var native = FixedCluster.Debian13.File("haproxy.cfg").Split('\n').Single(line => line.Contains("default-server check", StringComparison.Ordinal));
        var compose = Text("haproxy", "haproxy.cfg").Split('\n').Single(line => line.Contains("default-server check", StringComparison.Ordinal));

        Assert.Equal(
            native.Replace("/srv/sagaz/local/certificates/ca.crt", "CA", StringComparison.Ordinal).Replace("/srv/sagaz/local/certificates/haproxy.pem", "OWN", StringComparison.Ordinal) + " resolvers engine resolve-opts allow-dup-ip init-addr libc,none",
            compose.Replace("/etc/sagaz/tls/ca.crt", "CA", StringComparison.Ordinal).Replace("/etc/sagaz/tls/tls.pem", "OWN", StringComparison.Ordinal));
    }

    [Fact]
    public void Haproxy_shows_its_metrics_as_the_native_one_does_where_prometheus_looks_for_them()
    {
        static string Metrics(string text) => text[text.IndexOf("frontend metrics", StringComparison.Ordinal)..].Split("\n\n")[0].TrimEnd();
        var watched = FixedCluster.Debian13 with { Topology = Topology with { HasMonitoring = true } };
        var native = Metrics(Assert.Single(watched.Haproxy.Files).Value);
        var address = ComposeServices.MetricsAddresses(Topology)["haproxy"];

        Assert.Equal(
            native.Replace($"127.0.0.1:{Topology.Ports.Monitoring.HaproxyMetrics}", address["haproxy".Length..], StringComparison.Ordinal)
                .Replace("/srv/sagaz/local/certificates/haproxy.pem", "/etc/sagaz/tls/tls.pem", StringComparison.Ordinal)
                .Replace("/srv/sagaz/local/certificates/ca.crt", "/etc/sagaz/tls/ca.crt", StringComparison.Ordinal),
            Metrics(Text("haproxy", "haproxy.cfg")));
    }

    private static string Text(params string[] path) => System.IO.File.ReadAllText(RepositoryRoot.Of(["deploy", "compose", .. path]));

    private static JsonNode Yaml(params string[] path)
    {
        var document = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(new StringReader(Text(path)));
        return JsonSerializer.SerializeToNode(document)!;
    }

    private static Dictionary<string, string> Settings(string ini) => ini.Split('\n')
        .Where(line => line.Contains('=') && !line.StartsWith(';'))
        .Select(line => line.Split('=', 2))
        .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim());

    /// <summary>Every value with its path, in order.</summary>
    private static List<string> Lines(JsonNode node, string path = "") => node is JsonObject inner
        ? [.. inner.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => Lines(pair.Value!, $"{path}/{pair.Key}"))]
        : [$"{path} = {node.ToJsonString()}"];
}
