using System.Text.Json.Nodes;
using Sagaz.Core.Topology;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Runtimes;

public sealed class DynamicConfigurationTests
{
    [Theory]
    [InlineData("3.0.2", Durability.Async, 3, "false", "false")]
    [InlineData("3.0.2", Durability.Sync, 3, "true", "false")]
    [InlineData("3.0.2", Durability.Strict, 3, "true", "true")]
    [InlineData("3.3.8", Durability.Sync, 2, "true", "false")]
    [InlineData("4.0.7", Durability.Async, 3, "false", "false")]
    [InlineData("4.0.7", Durability.Sync, 3, "\"quorum\"", "false")]
    [InlineData("4.1.0", Durability.Strict, 3, "\"quorum\"", "true")]
    [InlineData("4.1.0", Durability.Strict, 2, "true", "true")]
    [InlineData("4.0.7", Durability.Sync, 1, "false", "false")]
    [InlineData("3.0.2", Durability.Sync, 1, "false", "false")]
    public void A_commit_is_confirmed_as_durability_and_Patroni_allow(string patroni, Durability durability, int members, string mode, string strict)
    {
        var cluster = FixedCluster.Debian12;
        var stored = (cluster with
        {
            Topology = cluster.Topology with { Durability = durability, Members = members },
            Tools = cluster.Tools with { Patroni = cluster.Tools.Patroni with { Version = Version.Parse(patroni) } },
        }).Dynamic.ForStore();

        Assert.Equal((mode, strict), (stored["synchronous_mode"]!.ToJsonString(), stored["synchronous_mode_strict"]!.ToJsonString()));
    }

    [Fact]
    public void The_first_start_runs_a_quicker_loop_than_what_is_stored_afterwards()
    {
        var dynamic = FixedCluster.Debian12.Dynamic;

        Assert.Equal(1, dynamic.ForBootstrap()["loop_wait"]);
        Assert.Equal(3, dynamic.ForStore()["loop_wait"]!.GetValue<int>());
    }

    [Fact]
    public void Cron_is_preloaded_where_PostgreSQL_has_it()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Of("lib"));
        File.WriteAllText(folder.Of("lib", "pg_cron.so"), "");
        var cluster = FixedCluster.Debian12;
        var parameters = Parameters(cluster with { Tools = cluster.Tools with { Postgres = new InstalledTool(NativeToolset.Postgres, folder.Of("bin", "postgres"), new(15, 18)) } });

        Assert.Equal("pg_stat_statements,pg_cron", parameters["shared_preload_libraries"]!.GetValue<string>());
        Assert.Equal("orders", parameters["cron.database_name"]!.GetValue<string>());
    }

    [Fact]
    public void Cron_is_not_mentioned_where_PostgreSQL_lacks_it()
    {
        var parameters = Parameters(FixedCluster.Debian12);

        Assert.Equal("pg_stat_statements", parameters["shared_preload_libraries"]!.GetValue<string>());
        Assert.DoesNotContain(parameters, parameter => parameter.Key.StartsWith("cron.", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_setting_of_the_topology_is_in_it()
    {
        var parameters = Parameters(FixedCluster.Debian12);

        Assert.Equal("200", parameters["max_connections"]!.GetValue<string>());
        Assert.Equal("1.1", parameters["random_page_cost"]!.GetValue<string>());
        Assert.Equal("524288kB", parameters["shared_buffers"]!.GetValue<string>());
    }

    private static JsonObject Parameters(FixedCluster cluster) => cluster.Dynamic.ForStore()["postgresql"]!["parameters"]!.AsObject();
}
