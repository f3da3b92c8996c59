using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests;

/// <summary>The URLs that people and applications copy.</summary>
[Collection(SharedClusterGroup.Name)]
public class ConnectionTests(SharedCluster shared)
{
    [ClusterFact]
    public async Task Psql_writes_through_the_storage_url()
    {
        var url = await shared.Cluster.UrlAsync("SAGAZ_STORAGE_URL");

        var answer = await TestCluster.PsqlAsync(
            url, "INSERT INTO saga_executions (saga_name, status) VALUES ('by-url', 'SUCCESS'); SELECT 'in recovery: ' || pg_is_in_recovery()");

        answer.Exits(0).Says("INSERT 0 1", "in recovery: false");
    }

    [ClusterFact]
    public async Task Psql_reads_a_replica_through_the_analytics_url_and_cannot_write()
    {
        await shared.Cluster.IsWholeAsync();
        var url = await shared.Cluster.UrlAsync("SAGAZ_ANALYTICS_URL");

        (await TestCluster.PsqlAsync(url, "SELECT 'in recovery: ' || pg_is_in_recovery(), count(*) >= 0 FROM saga_executions")).Exits(0).Says("in recovery: true");
        (await TestCluster.PsqlAsync(url, "INSERT INTO saga_executions (saga_name, status) VALUES ('by-url', 'SUCCESS')")).Exits(1);
    }

    [ClusterTheory]
    [InlineData(6432, "SHOW POOLS")]
    [InlineData(6432, "SHOW STATS")]
    [InlineData(6433, "SHOW POOLS")]
    [InlineData(6433, "SHOW STATS")]
    public async Task The_statistics_user_sees_its_pool(int standardPort, string question)
    {
        var cluster = shared.Cluster;
        var lines = (await cluster.RunAsync("Connections", "--show-secrets")).Exits(0).Lines;
        var line = Assert.Single(lines, line => line.Contains($"@127.0.0.1:{cluster.Port(standardPort)}/pgbouncer?", StringComparison.Ordinal));
        var url = line[line.IndexOf("postgresql://sagaz_stats:", StringComparison.Ordinal)..];

        (await TestCluster.PsqlAsync(url, question)).Exits(0).Says("sagaz|");
        (await TestCluster.PsqlAsync(url, "PAUSE")).Exits(1);
    }

    [ClusterFact]
    public async Task Passwords_are_hidden_unless_asked_for()
    {
        var cluster = shared.Cluster;
        var passwords = cluster.Passwords.Values.ToArray();

        var hidden = await cluster.RunAsync("Connections");
        var shown = await cluster.RunAsync("Connections", "--show-secrets");

        hidden.Exits(0).Says(":***@").NeverSays(passwords);
        shown.Exits(0).Says(cluster.Passwords["sagaz_app"], cluster.Passwords["sagaz_readonly"], cluster.Passwords["sagaz_stats"]).NeverSays(":***@");
    }

    [ClusterFact]
    public async Task Variables_of_the_shell_that_only_look_like_parameters_change_nothing()
    {
        var cluster = shared.Cluster;
        var strays = new Dictionary<string, string>
        {
            ["ENV"] = "prod",
            ["PORT"] = "1",
            ["PORT_OFFSET"] = "77",
            ["TARGET"] = "Down",
            ["REPLICAS"] = "abc",
            ["JSON"] = "true",
            ["SHOW_SECRETS"] = "true",
            ["ROOT"] = "/nowhere",
            ["SKIP"] = "Connections",
        };

        var plain = await cluster.RunAsync("Connections");
        var strayed = await cluster.RunAsync(strays, "Connections");

        Assert.Equal(Urls(plain.Exits(0)), Urls(strayed.Exits(0)));
        Assert.Equal(8, Urls(plain).Count);
    }

    private static List<string> Urls(ProgramResult result) => [.. result.Lines.Where(line => line.Contains("postgresql://", StringComparison.Ordinal))];
}
