using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests;

/// <summary>Migrations that fail, that meet, and that are killed lose nothing and are finished by the same command.</summary>
[Collection(OwnClusterGroup.Name)]
public sealed class MigrationTests(MigratedCluster migrated) : IClassFixture<MigratedCluster>
{
    private const string Header = "-- run: once\n-- transaction: yes\n-- lock-timeout: 3s\n";
    private readonly TestCluster cluster = migrated.Cluster;

    [ClusterFact]
    public async Task A_script_with_an_error_in_its_middle_is_rolled_back_and_named_with_its_line()
    {
        const string script = "sql/migrations/101_break_in_the_middle.sql";
        cluster.Workspace.Write(script, Header + "CREATE TABLE halfway (id int);\nINSERT INTO halfway VALUES (1);\nSELEC 1;\nCREATE TABLE never (id int);\n");
        try
        {
            (await cluster.RunAsync("Migrate")).Exits(1).Says("101_break_in_the_middle.sql failed in line 6", "rolled back", "syntax error");

            Assert.Equal(0L, await cluster.AskAsync("SELECT count(*) FROM pg_class WHERE relname IN ('halfway', 'never')"));
            Assert.Equal(0L, await JournaledAsync("101_break_in_the_middle.sql"));
            cluster.Workspace.Edit(script, "SELEC 1", "SELECT 1");
            (await cluster.RunAsync("Migrate")).Exits(0).Says("1 of 7 migrations applied");
            Assert.Equal(1L, await cluster.AskAsync("SELECT count(*) FROM halfway"));
        }
        finally
        {
            File.Delete(cluster.Workspace.Of(script));
            await cluster.AskAsync("DELETE FROM schema_migrations WHERE script LIKE '101%'");
            await cluster.AskAsync("DROP TABLE IF EXISTS halfway, never");
        }
    }

    [ClusterFact]
    public async Task An_applied_script_that_was_changed_is_refused()
    {
        const string script = "sql/migrations/003_initial_partitions.sql";
        var before = File.ReadAllText(cluster.Workspace.Of(script));
        cluster.Workspace.Write(script, before + "\nSELECT 1;\n");
        try
        {
            (await cluster.RunAsync("Migrate")).Exits(3).Says("003_initial_partitions.sql").NeverSays("   at ");
        }
        finally
        {
            cluster.Workspace.Write(script, before);
        }
    }

    [ClusterFact]
    public async Task Of_two_migrations_at_once_one_waits_and_both_end_well()
    {
        await WithSlowScriptAsync("102_take_a_while.sql", seconds: 2, async () =>
        {
            using var first = cluster.Start("Migrate");
            using var second = cluster.Start("Migrate");
            var results = new[] { await first.EndAsync(), await second.EndAsync() };

            Assert.All(results, result => result.Exits(0));
            Assert.Single(results, result => result.Output.Contains("1 of 7 migrations applied", StringComparison.Ordinal));
            Assert.Single(results, result => result.Output.Contains("Waiting for another migration", StringComparison.Ordinal)
                && result.Output.Contains("Nothing to do: all 7 migrations are applied.", StringComparison.Ordinal));
            Assert.Equal(1L, await JournaledAsync("102_take_a_while.sql"));
        });
    }

    [ClusterFact]
    public async Task A_killed_migration_is_finished_by_the_next_one()
    {
        await WithSlowScriptAsync("103_be_killed.sql", seconds: 2, async () =>
        {
            using var killed = cluster.Start("Migrate");
            await killed.PrintsAsync("Running 103_be_killed.sql");
            killed.Kill();
            Assert.Equal(137, (await killed.EndAsync()).ExitCode);

            (await cluster.RunAsync("Migrate")).Exits(0).Says("1 of 7 migrations applied");
            Assert.Equal(1L, await JournaledAsync("103_be_killed.sql"));
        });
    }

    [ClusterFact]
    public async Task An_interrupted_migration_says_so_and_is_finished_by_the_next_one()
    {
        await WithSlowScriptAsync("104_be_interrupted.sql", seconds: 20, async () =>
        {
            using var interrupted = cluster.Start("Migrate");
            await interrupted.PrintsAsync("Running 104_be_interrupted.sql");
            interrupted.Interrupt();
            var result = (await interrupted.EndAsync()).Exits(130);

            Assert.True(result.Elapsed < TimeSpan.FromSeconds(15), $"It waited for its script: {result}");
            Assert.Equal(0L, await JournaledAsync("104_be_interrupted.sql"));
            cluster.Workspace.Edit("sql/migrations/104_be_interrupted.sql", "pg_sleep(20)", "pg_sleep(0)");
            (await cluster.RunAsync("Migrate")).Exits(0).Says("1 of 7 migrations applied");
        });
    }

    private async Task<object?> JournaledAsync(string script) =>
        await cluster.AskAsync($"SELECT count(*) FROM schema_migrations WHERE script = '{script}'");

    private async Task WithSlowScriptAsync(string name, int seconds, Func<Task> test)
    {
        cluster.Workspace.Write($"sql/migrations/{name}", $"{Header}SELECT pg_sleep({seconds});\n");
        try
        {
            await test();
        }
        finally
        {
            File.Delete(cluster.Workspace.Of("sql", "migrations", name));
            await cluster.AskAsync($"DELETE FROM schema_migrations WHERE script = '{name}'");
        }
    }
}
