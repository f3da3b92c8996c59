using Sagaz.Core.Partitions;
using Sagaz.Operations.Partitions;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Sql;

[Collection(ScratchServerGroup.Name)]
public sealed class MaintenanceTests(ScratchServer server)
{
    private const string RowsAt =
        "SELECT concat_ws(' ', action, partition_name) FROM maintain_all_partitions_at($1::text::timestamptz) WHERE table_name = $2 AND action <> 'ANALYZE' ORDER BY 1";

    [RequiresToolFact("initdb")]
    public async Task Keeps_partitions_ready_at_the_turn_of_month_leap_day_and_year()
    {
        await using var session = await OpenAsync();
        await session.ExecuteAsync("SET timezone = 'Pacific/Apia'; UPDATE partition_policies SET premake = 2, retention = NULL");
        Assert.Equal(
            ["CREATE saga_outbox_y2028m02d28", "CREATE saga_outbox_y2028m02d29", "CREATE saga_outbox_y2028m03d01"],
            await DoneAsync(session, "2028-02-28 23:59:59.999999Z", "saga_outbox"));
        Assert.Equal(["CREATE saga_outbox_y2028m03d02"], await DoneAsync(session, "2028-02-29 00:00Z", "saga_outbox"));
        Assert.Equal(
            ["CREATE saga_executions_y2029m12", "CREATE saga_executions_y2030m01", "CREATE saga_executions_y2030m02"],
            await DoneAsync(session, "2029-12-31 23:59:59Z", "saga_executions"));
    }

    [RequiresToolFact("initdb")]
    public async Task Does_nothing_when_nothing_is_due()
    {
        var database = await server.CreateDatabaseAsync();
        var maintenance = new PartitionMaintenance(server.Owner(database), new ListLog());
        Assert.Empty(await maintenance.MaintainAsync(null, CancellationToken.None));
        Assert.Contains(
            await new PartitionCatalog(server.Owner(database)).StatisticsAsync(CancellationToken.None),
            partition => partition is { Table: "saga_outbox", IsDefault: true, From: null, To: null });
    }

    [RequiresToolFact("initdb")]
    public async Task Drops_an_outbox_partition_only_when_every_event_is_sent_or_dead()
    {
        await using var session = await OpenAsync();
        await session.ExecuteAsync("SELECT create_saga_outbox_partition('2031-01-01')");
        await session.ExecuteAsync(
            "INSERT INTO saga_outbox (event_id, saga_id, event_type, payload, status, created_at) "
            + "SELECT gen_random_uuid(), 's', 'e', '{}', status, '2031-01-01 12:00Z' FROM unnest(ARRAY['sent', 'dead_letter', 'failed']) AS status");
        Assert.DoesNotContain("DROP saga_outbox_y2031m01d01", await DoneAsync(session, "2031-01-31 23:59Z", "saga_outbox"));
        Assert.Contains("SKIP saga_outbox_y2031m01d01", await DoneAsync(session, "2031-02-02 00:00Z", "saga_outbox"));
        await session.ExecuteAsync("UPDATE saga_outbox SET status = 'dead_letter' WHERE status = 'failed'");
        Assert.Contains("DROP saga_outbox_y2031m01d01", await DoneAsync(session, "2031-02-02 00:00Z", "saga_outbox"));
        Assert.Equal(0, await session.ReadAsync<long>("SELECT count(*) FROM saga_outbox"));
    }

    [RequiresToolTheory("initdb")]
    [InlineData("PENDING")]
    [InlineData("RUNNING")]
    [InlineData("COMPENSATING")]
    public async Task Keeps_a_partition_with_an_open_saga(string status)
    {
        await using var session = await OpenAsync();
        await session.ExecuteAsync("SELECT create_saga_executions_partition('2031-01-01')");
        await session.ExecuteAsync("INSERT INTO saga_executions (saga_name, status, created_at) VALUES ('s', $1, '2031-01-01 12:00Z')", status);
        Assert.Contains("SKIP saga_executions_y2031m01", await DoneAsync(session, "2032-02-02 00:00Z", "saga_executions"));
        await session.ExecuteAsync("UPDATE saga_executions SET status = 'COMPENSATED'");
        Assert.Contains("DROP saga_executions_y2031m01", await DoneAsync(session, "2032-02-02 00:00Z", "saga_executions"));
    }

    [RequiresToolFact("initdb")]
    public async Task One_failing_partition_does_not_stop_the_others()
    {
        await using var session = await OpenAsync();
        await session.ExecuteAsync("CREATE TABLE saga_outbox_y2031m01d02 (id integer); UPDATE partition_policies SET premake = 2, retention = NULL");
        Assert.Equal(
            ["CREATE saga_outbox_y2031m01d01", "CREATE saga_outbox_y2031m01d03", "ERROR"],
            await DoneAsync(session, "2031-01-01 12:00Z", "saga_outbox"));
        var details = await session.ReadAsync<string>(
            "SELECT details FROM maintain_all_partitions_at('2031-01-01 12:00Z') WHERE action = 'ERROR'");
        Assert.StartsWith("42P07: no partition for 2031-01-02: Table saga_outbox_y2031m01d02 exists", details, StringComparison.Ordinal);
    }

    [RequiresToolFact("initdb")]
    public async Task A_writer_in_the_way_postpones_a_drop_and_is_named()
    {
        var database = await server.CreateDatabaseAsync();
        await using var session = await TestSession.OpenAsync(server.Owner(database));
        await session.ExecuteAsync("SELECT create_saga_outbox_partition('2031-01-01')");
        await using var writer = await TestSession.OpenAsync(server.As("sagaz_app", database));
        await writer.ExecuteAsync("BEGIN; SELECT count(*) FROM saga_outbox");
        await Eventually.HoldsAsync(() => session.ReadAsync<bool>("SELECT partition_blockers('saga_outbox') IS NOT NULL"));
        var details = await session.ReadAsync<string>(
            "SELECT details FROM maintain_all_partitions_at('2031-03-01Z') WHERE partition_name = 'saga_outbox_y2031m01d01' AND action = 'SKIP'");
        Assert.Contains($"pid {writer.Connection.ProcessID} (sagaz_app, idle in transaction", details, StringComparison.Ordinal);
    }

    [RequiresToolFact("initdb")]
    public async Task An_event_that_is_committed_while_a_drop_waits_for_its_lock_is_not_lost()
    {
        var database = await server.CreateDatabaseAsync();
        await using var session = await TestSession.OpenAsync(server.Owner(database));
        await session.ExecuteAsync("SELECT create_saga_outbox_partition('2020-01-01')");
        await using var writer = await TestSession.OpenAsync(server.As("sagaz_app", database));
        await using var watcher = await TestSession.OpenAsync(server.Owner(database));
        await writer.ExecuteAsync(
            "BEGIN; INSERT INTO saga_outbox (event_id, saga_id, event_type, payload, created_at) VALUES (gen_random_uuid(), 's', 'e', '{}', '2020-01-01 12:00Z')");
        var maintenance = session.RowsAsync<string>(
            "SELECT concat_ws(' ', action, details) FROM retire_partition('saga_outbox', 'saga_outbox_y2020m01d01')");
        await Eventually.HoldsAsync(async () => maintenance.IsCompleted || await watcher.ReadAsync<bool>(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'saga_outbox'::regclass AND NOT granted)"));
        await writer.ExecuteAsync("COMMIT");

        Assert.Matches("^SKIP Past its retention, but kept", Assert.Single(await maintenance));
        Assert.Equal(1, await session.ReadAsync<long>("SELECT count(*) FROM saga_outbox"));
    }

    [RequiresToolFact("initdb")]
    public async Task Maintenance_that_holds_one_lock_does_not_wait_for_another_into_a_deadlock()
    {
        var database = await server.CreateDatabaseAsync();
        await using var session = await TestSession.OpenAsync(server.Owner(database));
        await session.ExecuteAsync("UPDATE partition_policies SET premake = 8 WHERE table_name = 'saga_outbox'");
        await session.ExecuteAsync("SELECT create_saga_outbox_partition('2020-01-01'::date + n) FROM generate_series(0, 4) AS n");
        await using var writer = await TestSession.OpenAsync(server.Superuser(database));
        await writer.ExecuteAsync("SET deadlock_timeout = '400ms'; BEGIN; LOCK TABLE ONLY saga_outbox IN ROW EXCLUSIVE MODE");
        await using var watcher = await TestSession.OpenAsync(server.Owner(database));
        var maintenance = session.RowsAsync<string>("SELECT concat_ws(' ', action, left(details, 24)) FROM maintain_all_partitions() WHERE table_name = 'saga_outbox'");
        await Eventually.HoldsAsync(async () => maintenance.IsCompleted || await watcher.ReadAsync<bool>(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'saga_outbox_default'::regclass AND mode = 'AccessExclusiveLock' AND granted)"));
        var writing = writer.ExecuteAsync("UPDATE saga_outbox SET worker_id = 'w'; COMMIT");
        var done = await maintenance;
        await writing;
        Assert.Equal([$"CREATE Holds day from {DateTime.UtcNow.Date.AddDays(8):yyyy-MM-dd}"[..31], .. Enumerable.Repeat("SKIP DROP of saga_outbox_y202", 5)], done);
    }

    [RequiresToolFact("initdb")]
    public async Task Two_maintenances_and_a_manual_creation_at_once_end_without_an_error()
    {
        var database = await server.CreateDatabaseAsync();
        await using (var session = await TestSession.OpenAsync(server.Owner(database)))
            await session.ExecuteAsync("UPDATE partition_policies SET premake = 60 WHERE table_name = 'saga_outbox'");
        var maintenance = new PartitionMaintenance(server.Owner(database), new ListLog());
        await using var manual = await TestSession.OpenAsync(server.Owner(database));
        var first = maintenance.MaintainAsync(null, CancellationToken.None);
        var second = maintenance.MaintainAsync(null, CancellationToken.None);
        await manual.ExecuteAsync("SELECT create_saga_outbox_partition(current_date + n) FROM generate_series(60, 1, -1) AS n");
        var actions = (await first).Concat(await second).ToList();

        Assert.DoesNotContain(actions, action => action.Kind == MaintenanceActionKind.Error);
        Assert.Empty(await maintenance.MaintainAsync(null, CancellationToken.None));
        Assert.Equal(61, await manual.ReadAsync<long>(
            "SELECT count(*) FROM get_partition_statistics() WHERE table_name = 'saga_outbox' AND NOT is_default"));
    }

    [RequiresToolFact("initdb")]
    public async Task Another_partitioned_table_needs_one_row_and_no_code()
    {
        await using var session = await OpenAsync();
        await session.ExecuteAsync(
            "CREATE TABLE saga_metrics (id uuid, created_at timestamptz, PRIMARY KEY (id, created_at)) PARTITION BY RANGE (created_at);"
            + "INSERT INTO partition_policies (table_name, partition_interval, premake) VALUES ('saga_metrics', 'month', 1)");
        Assert.Equal(
            ["CREATE saga_metrics_y2031m01", "CREATE saga_metrics_y2031m02"],
            await DoneAsync(session, "2031-01-31 12:00Z", "saga_metrics"));
    }

    private static Task<IReadOnlyList<string>> DoneAsync(TestSession session, string moment, string table) =>
        session.RowsAsync<string>(RowsAt, moment, table);

    private async Task<TestSession> OpenAsync() => await TestSession.OpenAsync(server.Owner(await server.CreateDatabaseAsync()));
}
