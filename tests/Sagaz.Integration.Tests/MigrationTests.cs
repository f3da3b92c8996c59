using Npgsql;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests;

/// <summary>Migrations that fail, that meet, and that are killed lose nothing and are finished by the same command.</summary>
public sealed class MigrationTests(MigratedCluster migrated) : IClassFixture<MigratedCluster>
{
    private const int KillSignal = 9;
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
        // The first one waits for a lock that the test holds until the second one waits for the first.
        const string script = "102_take_a_while.sql";
        await using var source = cluster.At(5432, Account.Superuser).CreateDataSource();
        await using var gate = await source.OpenConnectionAsync();
        await ExecuteAsync(gate, "SELECT pg_advisory_lock(102)");
        await WithScriptAsync(script, "SELECT pg_advisory_xact_lock(102);", async () =>
        {
            using var first = cluster.Start("Migrate");
            await first.PrintsAsync($"Running {script}");
            using var second = cluster.Start("Migrate");
            await second.PrintsAsync("Waiting for another migration");
            await ExecuteAsync(gate, "SELECT pg_advisory_unlock(102)");

            (await first.EndAsync()).Exits(0).Says("1 of 7 migrations applied");
            (await second.EndAsync()).Exits(0).Says("Nothing to do: all 7 migrations are applied.");
            Assert.Equal(1L, await JournaledAsync(script));
        });
    }

    [ClusterFact]
    public async Task A_leader_that_is_lost_in_the_middle_is_followed_to_the_next_one()
    {
        await cluster.IsWholeAsync();
        var leader = await cluster.LeaderAsync();
        var port = await cluster.AskAsync("SELECT current_setting('port')");
        const string script = "105_outlive_the_leader.sql";
        await WithScriptAsync(script, $"CREATE TABLE outlived (id int);\nSELECT pg_sleep(120) WHERE current_setting('port') = '{port}';", async () =>
        {
            using var migration = cluster.Start("Migrate");
            await migration.PrintsAsync($"Running {script}");
            Assert.True(new RunningProcess(cluster.Postmaster(leader), []).Send(KillSignal));

            (await migration.EndAsync()).Exits(0).Says("1 of 7 migrations applied");
            await cluster.IsWholeAsync();
            Assert.NotEqual(leader, await cluster.LeaderAsync());
            Assert.Equal(0L, await cluster.AskAsync("SELECT count(*) FROM outlived"));
            Assert.Equal(1L, await JournaledAsync(script));
            Assert.Equal(0L, await cluster.AskAsync("SELECT count(*) FROM schema_migrations WHERE timeline > (SELECT timeline_id FROM pg_control_checkpoint())"));
        });
        await cluster.AskAsync("DROP TABLE outlived");
    }

    [ClusterFact]
    public async Task A_killed_migration_is_finished_by_the_next_one()
    {
        await WithScriptAsync("103_be_killed.sql", "SELECT pg_sleep(2);", async () =>
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
        await WithScriptAsync("104_be_interrupted.sql", "SELECT pg_sleep(20);", async () =>
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

    private static async Task ExecuteAsync(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync();
    }

    private async Task WithScriptAsync(string name, string body, Func<Task> test)
    {
        cluster.Workspace.Write($"sql/migrations/{name}", $"{Header}{body}\n");
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
