using Sagaz.Core.Partitions;
using Sagaz.Operations.Partitions;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Partitions;

[Collection(ScratchServerGroup.Name)]
public sealed class RetirementTests(ScratchServer server)
{
    private const string OldRows =
        "INSERT INTO saga_outbox (event_id, saga_id, event_type, payload, status, created_at) "
        + "SELECT gen_random_uuid(), 's', 'e', '{}', $1, '2020-01-01 12:00Z' FROM generate_series(1, $2)";

    [RequiresToolFact("initdb")]
    public async Task Drops_what_is_past_its_retention_and_finished()
    {
        await using var scene = await SceneAsync("sent", 3);
        var actions = await scene.MaintainAsync();
        Assert.Equal((MaintenanceActionKind.Drop, "saga_outbox_y2020m01d01"), Assert.Single(actions.Select(action => (action.Kind, action.Partition))));
        Assert.Equal(0, await scene.Owner.ReadAsync<long>("SELECT count(*) FROM saga_outbox"));
    }

    [RequiresToolTheory("initdb")]
    [InlineData("pending")]
    [InlineData("claimed")]
    [InlineData("failed")]
    public async Task Keeps_an_event_that_is_not_sent(string status)
    {
        await using var scene = await SceneAsync(status, 1);
        Assert.Contains("not finished", Assert.Single(await scene.MaintainAsync()).Details, StringComparison.Ordinal);
        Assert.Equal(1, await scene.Owner.ExecuteAsync("UPDATE saga_outbox SET status = 'pending'"));
    }

    [RequiresToolFact("initdb")]
    public async Task A_table_that_waits_for_nothing_by_policy_waits_for_nothing()
    {
        await using var scene = await SceneAsync("pending", 1);
        await scene.Owner.ExecuteAsync("UPDATE partition_policies SET status_column = NULL, finished_statuses = NULL WHERE table_name = 'saga_outbox'");
        Assert.Equal(MaintenanceActionKind.Drop, Assert.Single(await scene.MaintainAsync()).Kind);
    }

    [RequiresToolFact("initdb")]
    public async Task A_write_to_a_partition_that_is_going_is_refused_and_not_lost()
    {
        await using var scene = await SceneAsync("sent", 1);
        await scene.Owner.ExecuteAsync("SELECT start_retiring('saga_outbox_y2020m01d01')");
        await using var app = await TestSession.OpenAsync(server.As("sagaz_app", scene.Database));
        Assert.Equal("55000", (await app.RefusalOfAsync("UPDATE saga_outbox SET status = 'pending'")).SqlState);
        Assert.Equal("55000", (await app.RefusalOfAsync(OldRows, "pending", 1)).SqlState);
        Assert.Equal("55000", (await app.RefusalOfAsync("DELETE FROM saga_outbox")).SqlState);
        Assert.Equal(1, await app.ReadAsync<long>("SELECT count(*) FROM saga_outbox"));
    }

    [RequiresToolFact("initdb")]
    public async Task A_partition_that_a_killed_run_left_read_only_goes_on_or_is_writable_again()
    {
        await using var scene = await SceneAsync("sent", 1);
        await scene.Owner.ExecuteAsync("SELECT create_saga_outbox_partition('2019-01-01')");
        await scene.Owner.ExecuteAsync("SELECT start_retiring('saga_outbox_y2020m01d01'), start_retiring('saga_outbox_y2019m01d01')");
        await scene.Owner.ExecuteAsync("UPDATE partition_policies SET retention = NULL");
        Assert.Empty(await scene.MaintainAsync());
        Assert.Equal(1, await scene.Owner.ExecuteAsync("UPDATE saga_outbox SET worker_id = 'w'"));

        await scene.Owner.ExecuteAsync("UPDATE partition_policies SET retention = '30 days'; SELECT start_retiring('saga_outbox_y2020m01d01')");
        Assert.Equal(["DROP saga_outbox_y2019m01d01", "DROP saga_outbox_y2020m01d01"], await scene.DoneAsync());
    }

    [RequiresToolFact("initdb")]
    public async Task Of_a_drop_that_must_not_happen_only_the_read_only_partition_is_left_and_the_server_refuses_it()
    {
        await using var scene = await SceneAsync("pending", 1);
        var refusal = await scene.Owner.RefusalOfAsync("SELECT drop_retiring_partition('saga_outbox', 'saga_outbox_y2020m01d01')");
        Assert.Equal("55000", refusal.SqlState);
    }

    [RequiresToolFact("initdb")]
    public async Task A_transaction_in_the_way_is_named_and_nobody_queues_behind_maintenance()
    {
        await using var scene = await SceneAsync("sent", 1);
        await using var idle = await TestSession.OpenAsync(server.As("sagaz_app", scene.Database));
        await idle.ExecuteAsync("BEGIN; SELECT count(*) FROM saga_outbox");
        await Eventually.HoldsAsync(() => scene.Owner.ReadAsync<bool>("SELECT partition_blockers('saga_outbox') IS NOT NULL"));

        var skipped = Assert.Single(await scene.MaintainAsync());
        Assert.Equal(MaintenanceActionKind.Skip, skipped.Kind);
        Assert.Matches($"^Postponed instead of queueing behind pid {idle.Connection.ProcessID} \\(sagaz_app, idle in transaction, .*query of [0-9]+ s ago: .*SELECT count", skipped.Details);
        await idle.ExecuteAsync("COMMIT");
        Assert.Equal(1, await scene.Owner.ExecuteAsync("UPDATE saga_outbox SET worker_id = 'w'"));
    }

    [RequiresToolFact("initdb")]
    public async Task A_lock_that_is_held_shortly_is_waited_for_in_several_short_attempts()
    {
        await using var scene = await SceneAsync("sent", 1);
        await using var holder = await TestSession.OpenAsync(server.Owner(scene.Database));
        await holder.ExecuteAsync("BEGIN; LOCK TABLE saga_outbox IN ROW EXCLUSIVE MODE");
        var patience = new LockPatience { LockTimeout = TimeSpan.FromMilliseconds(20), FirstPause = TimeSpan.FromMilliseconds(20), Attempts = 3 };
        Assert.Equal(
            "Postponed: 3 attempts of 20 ms did not get the lock.",
            Assert.Single(await scene.MaintainAsync(patience: patience)).Details);
        await holder.ExecuteAsync("COMMIT");
        Assert.Equal(["DROP saga_outbox_y2020m01d01"], await scene.DoneAsync());
    }

    [RequiresToolFact("initdb")]
    public async Task A_table_without_a_default_partition_is_detached_concurrently()
    {
        await using var scene = await SceneAsync("sent", 1);
        await scene.Owner.ExecuteAsync("DROP TABLE saga_outbox_default");
        Assert.Equal(["DROP saga_outbox_y2020m01d01"], await scene.DoneAsync());
        Assert.Contains(
            "DETACH PARTITION public.\"saga_outbox_y2020m01d01\" CONCURRENTLY",
            await File.ReadAllTextAsync(server.LogOf("leader")), StringComparison.Ordinal);
    }

    [RequiresToolFact("initdb")]
    public async Task A_detach_that_did_not_end_is_finalized_and_its_partition_dropped()
    {
        await using var scene = await SceneAsync("sent", 1);
        await scene.Owner.ExecuteAsync("DROP TABLE saga_outbox_default; SELECT start_retiring('saga_outbox_y2020m01d01')");
        await using var old = await TestSession.OpenAsync(server.Owner(scene.Database));
        await old.ExecuteAsync("BEGIN; SELECT count(*) FROM saga_outbox");
        await scene.Owner.ExecuteAsync("SET lock_timeout = '100ms'");
        Assert.Equal("55P03", (await scene.Owner.RefusalOfAsync("ALTER TABLE saga_outbox DETACH PARTITION saga_outbox_y2020m01d01 CONCURRENTLY")).SqlState);
        Assert.True(await scene.Owner.ReadAsync<bool>("SELECT inhdetachpending FROM pg_inherits WHERE inhrelid = 'saga_outbox_y2020m01d01'::regclass"));
        await old.ExecuteAsync("COMMIT");

        Assert.Equal(["FINALIZE saga_outbox_y2020m01d01", "DROP saga_outbox_y2020m01d01"], await scene.DoneAsync());
        Assert.Empty(await scene.MaintainAsync());
    }

    private async Task<Scene> SceneAsync(string status, int rows)
    {
        var scene = await Scene.OpenAsync(server);
        await scene.Owner.ExecuteAsync("SELECT create_saga_outbox_partition('2020-01-01')");
        await scene.Owner.ExecuteAsync(OldRows, status, rows);
        return scene;
    }
}
