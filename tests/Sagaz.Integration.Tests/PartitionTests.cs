using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Tests.Clients;

namespace Sagaz.Integration.Tests;

/// <summary>The partition targets on a whole cluster, alone, under clients, and when the leader is lost in their middle.</summary>
public sealed class PartitionTests(MigratedCluster migrated) : IClassFixture<MigratedCluster>
{
    private const int KillSignal = 9;
    private const string Partitions = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'saga_outbox'::regclass";
    private readonly TestCluster cluster = migrated.Cluster;

    [ClusterFact]
    public async Task Clients_of_the_write_pool_lose_nothing_while_partitions_are_maintained()
    {
        await cluster.IsWholeAsync();
        using var played = new CancellationTokenSource();
        var maintenance = MaintainUntilAsync(played.Token);
        var play = new ClientPlay
        {
            Application = cluster.At(6432, Account.Application),
            Seed = 20_261,
            DaysBack = 12,
            Deadline = TimeSpan.FromMinutes(2),
        };
        var ledger = await new ClientPlayer(play).PlayAsync(CancellationToken.None);
        await played.CancelAsync();

        Assert.True(await maintenance > 0);
        Assert.Empty(ledger.Faults);
        Assert.Equal(play.Savers * play.SavesEach, ledger.Inserted.Count);
        Assert.Equal(ledger.Inserted.Order(), ledger.Sent.Order());
        Assert.All(ledger.Seen.Values, times => Assert.Equal(1, times));
        Assert.Equal((long)ledger.Inserted.Count, await cluster.AskAsync("SELECT count(*) FROM saga_outbox WHERE status = 'sent'"));
        Assert.Equal(0L, await cluster.AskAsync("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
    }

    [ClusterFact]
    public async Task Partitions_of_a_span_are_made_once_and_an_unknown_table_is_refused_with_the_nearest_name()
    {
        string[] create = ["CreatePartitions", "--table", "saga_outbox", "--from", "2030-02-27", "--to", "2030-03-02"];

        (await cluster.RunAsync(create)).Exits(0).Says("saga_outbox_y2030m02d27", "saga_outbox_y2030m02d28", "saga_outbox_y2030m03d01", "saga_outbox_y2030m03d02");
        (await cluster.RunAsync(create)).Exits(0).NeverSays("CREATE");
        Assert.Equal(4L, await cluster.AskAsync("SELECT count(*) FROM pg_class WHERE relname ~ '^saga_outbox_y2030m0[23]d[0-9]+$'"));

        (await cluster.RunAsync("CreatePartitions", "--table", "saga_outbux", "--from", "2030-02-27")).Exits(3).Says("--table saga_outbox");
        (await cluster.RunAsync("CreatePartitions", "--table", "saga_outbox", "--from", "2030-02-30")).Exits(3).Says("2030-02-30");
    }

    [ClusterFact]
    public async Task An_expired_partition_is_archived_with_a_proof_and_dropped()
    {
        await cluster.AskAsync("SELECT create_saga_outbox_partition('2020-05-05')");
        await cluster.AskAsync(
            "INSERT INTO saga_outbox (event_id, saga_id, event_type, payload, status, created_at) "
            + "SELECT gen_random_uuid(), 's', 'e', '{}', 'sent', '2020-05-05 12:00Z' FROM generate_series(1, 50)");
        var folder = Path.Combine(cluster.Root, "archive");

        (await cluster.RunAsync("MaintainPartitions", "--archive", folder)).Exits(0).Says("ARCHIVE", "DROP", "saga_outbox_y2020m05d05");

        Assert.Single(Directory.GetFiles(folder, "saga_outbox_y2020m05d05-*.json"));
        Assert.Equal(51, (await File.ReadAllLinesAsync(Assert.Single(Directory.GetFiles(folder, "saga_outbox_y2020m05d05-*.csv")))).Length);
        Assert.Equal(0L, await cluster.AskAsync("SELECT count(*) FROM pg_class WHERE relname = 'saga_outbox_y2020m05d05'"));
    }

    [ClusterFact]
    public async Task The_inbox_is_cleaned_bloat_rebuilt_and_the_schema_verified()
    {
        await cluster.AskAsync(
            "INSERT INTO consumer_inbox (event_id, consumer_name, source_topic, event_type, payload, consumed_at) "
            + "SELECT gen_random_uuid(), 'old', 't', 'e', '{}', now() - interval '100 days' FROM generate_series(1, 30)");

        (await cluster.RunAsync("CleanupInbox", "--days", "90")).Exits(0).Says("Rows removed", "30");
        (await cluster.RunAsync("ReindexBloated")).Exits(0);
        (await cluster.RunAsync("VerifySchema", "MigrationPlan")).Exits(0).Says("Gates: ", "0 of 6 scripts would run.");
    }

    [ClusterFact]
    public async Task A_leader_that_is_lost_in_the_middle_costs_no_row_and_the_next_run_ends_the_work()
    {
        await cluster.IsWholeAsync();
        await cluster.AskAsync(
            "INSERT INTO saga_outbox (event_id, saga_id, event_type, payload, created_at) "
            + "SELECT gen_random_uuid(), 'stray', 'e', '{}', now() + interval '200 days' + n % 5 * interval '1 day' FROM generate_series(1, 500) AS n");
        var rows = await cluster.AskAsync("SELECT count(*) FROM saga_outbox");
        var partitions = (long)(await cluster.AskAsync(Partitions))!;
        await cluster.AskAsync("UPDATE partition_policies SET premake = 300 WHERE table_name = 'saga_outbox'");
        var leader = await cluster.LeaderAsync();
        using var interrupted = cluster.Start("MaintainPartitions");
        await Eventually.HoldsAsync("it has begun", Deadlines.Program, async () => (long)(await cluster.AskAsync(Partitions))! > partitions ? null : "it has not");
        Assert.True(new RunningProcess(cluster.Postmaster(leader), []).Send(KillSignal));
        (await interrupted.EndAsync()).Exits(1).Says("Partition maintenance").NeverSays("   at ");

        await cluster.IsWholeAsync();
        Assert.NotEqual(leader, await cluster.LeaderAsync());
        Assert.Equal(rows, await cluster.AskAsync("SELECT count(*) FROM saga_outbox"));
        (await cluster.RunAsync("MaintainPartitions", "VerifySchema")).Exits(0);
        Assert.Equal(rows, await cluster.AskAsync("SELECT count(*) FROM saga_outbox"));
        Assert.Equal(0L, await cluster.AskAsync("SELECT count(*) FROM ONLY saga_outbox_default"));
    }

    [ClusterFact]
    public async Task The_schedule_runs_by_itself_and_leaves_its_record()
    {
        const string job = "jobname = 'sagaz-maintain-partitions' AND job.username = 'sagaz_owner' AND active";
        Assert.Equal("7 * * * *", await cluster.AskAsync($"SELECT schedule FROM cron.job WHERE {job}"));
        await cluster.AskAsync($"SELECT cron.alter_job(jobid, '* * * * *') FROM cron.job WHERE {job}");
        try
        {
            // cron's shortest schedule is a minute.
            await Eventually.HoldsAsync("the job has run", TimeSpan.FromSeconds(120), async () =>
                await cluster.AskAsync($"SELECT count(*) FROM cron.job_run_details JOIN cron.job USING (jobid) WHERE status = 'succeeded' AND {job}") is > 0L ? null : "it has not");
            Assert.NotEqual(0L, await cluster.AskAsync("SELECT count(*) FROM partition_maintenance_runs WHERE caller NOT LIKE '%sagaz-build%' AND errors = 0"));
        }
        finally
        {
            await cluster.AskAsync($"SELECT cron.alter_job(jobid, '7 * * * *') FROM cron.job WHERE {job}");
        }
        (await cluster.RunAsync("PartitionStatistics")).Exits(0).Says("Maintenance last ended", "RUNWAY (H)");
    }

    // Each round there is one partition more to make, and rows for it may be about.
    private async Task<int> MaintainUntilAsync(CancellationToken played)
    {
        var made = 0;
        while (!played.IsCancellationRequested)
        {
            await cluster.AskAsync("UPDATE partition_policies SET premake = least(premake + 1, 60) WHERE table_name = 'saga_outbox'");
            made += (await cluster.RunAsync("MaintainPartitions")).Exits(0).Lines.Count(line => line.StartsWith("CREATE", StringComparison.Ordinal));
        }
        return made;
    }
}
