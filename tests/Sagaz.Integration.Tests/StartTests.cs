using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests;

/// <summary>The main job, and the same command once more.</summary>
[Collection(SharedClusterGroup.Name)]
public class StartTests(SharedCluster shared)
{
    [ClusterFact]
    public Task The_first_run_prints_the_endpoints_and_applies_every_migration()
    {
        var cluster = shared.Cluster;

        var first = shared.FirstRun.Exits(0);

        first.Says(
            $"@127.0.0.1:{cluster.Port(5432)}/sagaz",
            $"@127.0.0.1:{cluster.Port(5433)}/sagaz",
            $"@127.0.0.1:{cluster.Port(6432)}/sagaz",
            $"@127.0.0.1:{cluster.Port(6433)}/sagaz",
            "SAGAZ_STORAGE_URL='postgresql://sagaz_app:***@",
            "SAGAZ_ANALYTICS_URL='postgresql://sagaz_readonly:***@",
            "6 of 6 migrations applied, replayed by 1 replicas");
        return Task.CompletedTask;
    }

    [ClusterFact]
    public async Task A_second_run_changes_nothing_and_says_so()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var before = cluster.ProcessIds();

        var second = await cluster.RunAsync("Up", "Migrate");

        second.Exits(0).Says($"local+{cluster.Offset} is up already: nothing changed", "Nothing to do: all 6 migrations are applied.");
        Assert.Equal(before, cluster.ProcessIds());
        Assert.All(before, process => Assert.True(process.Value > 0, $"{process.Key} does not run."));
    }

    [ClusterFact]
    public async Task The_plan_of_a_migrated_database_runs_nothing()
    {
        var plan = await shared.Cluster.RunAsync("MigrationPlan");

        plan.Exits(0).Says("001_create_partitioned_tables.sql", "0 of 6 scripts would run.");
    }

    [ClusterFact]
    public async Task Servers_preload_statistics_and_check_their_pages()
    {
        var cluster = shared.Cluster;

        Assert.Contains("pg_stat_statements", (string?)await cluster.AskAsync("SHOW shared_preload_libraries"), StringComparison.Ordinal);
        Assert.Equal("on", await cluster.AskAsync("SHOW data_checksums"));
        Assert.Equal("scram-sha-256", await cluster.AskAsync("SHOW password_encryption"));
        Assert.Equal(0L, await cluster.AskAsync("SELECT count(*) FROM pg_authid WHERE rolpassword IS NOT NULL AND rolpassword NOT LIKE 'SCRAM-SHA-256$%'"));
    }

    [ClusterFact]
    public async Task The_application_owns_nothing_and_is_no_superuser()
    {
        var application = shared.Cluster.At(6432, Account.Application);

        Assert.Equal("off", await TestCluster.AskAsync(application, "SHOW is_superuser"));
        Assert.Equal(0L, await TestCluster.AskAsync(application, "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole"));
    }
}
