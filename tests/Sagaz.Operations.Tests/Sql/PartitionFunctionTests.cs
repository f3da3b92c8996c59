using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Sql;

[Collection(ScratchServerGroup.Name)]
public sealed class PartitionFunctionTests(ScratchServer server)
{
    private const string Bounds =
        "SELECT concat_ws(' ', extract(epoch FROM range_from)::bigint, extract(epoch FROM range_to)::bigint) FROM get_partition_statistics() WHERE partition_name = $1";

    [RequiresToolTheory("initdb")]
    [InlineData("UTC", "ISO, MDY")]
    [InlineData("America/Sao_Paulo", "German")]
    [InlineData("Asia/Kathmandu", "SQL, DMY")]
    [InlineData("Pacific/Apia", "Postgres, YMD")]
    public async Task Bounds_are_midnight_utc_whatever_the_session_is_set_to(string timeZone, string dateStyle)
    {
        await using var session = await OpenAsync();
        await session.ExecuteAsync($"SET timezone = '{timeZone}'; SET datestyle = '{dateStyle}'");
        Assert.Equal("saga_outbox_y2028m02d29", await session.ReadAsync<string>("SELECT create_saga_outbox_partition(make_date(2028, 2, 29))"));
        Assert.Equal("saga_executions_y2025m12", await session.ReadAsync<string>("SELECT create_saga_executions_partition(make_date(2025, 12, 31))"));
        Assert.Equal("saga_audit_log_y2027m06", await session.ReadAsync<string>("SELECT create_saga_audit_log_partition(make_date(2027, 6, 15))"));

        Assert.Equal("1835395200 1835481600", await session.ReadAsync<string>(Bounds, "saga_outbox_y2028m02d29"));
        Assert.Equal("1764547200 1767225600", await session.ReadAsync<string>(Bounds, "saga_executions_y2025m12"));
        Assert.Equal("1811808000 1814400000", await session.ReadAsync<string>(Bounds, "saga_audit_log_y2027m06"));
    }

    [RequiresToolFact("initdb")]
    public async Task Creating_a_partition_twice_gives_the_same_name_and_one_partition()
    {
        await using var session = await OpenAsync();
        var before = await session.ReadAsync<long>("SELECT count(*) FROM get_partition_statistics()");
        Assert.Equal("saga_outbox_y2031m01d20", await session.ReadAsync<string>("SELECT create_saga_outbox_partition('2031-01-20'::date)"));
        Assert.Equal("saga_outbox_y2031m01d20", await session.ReadAsync<string>("SELECT create_saga_outbox_partition('2031-01-20'::date)"));
        Assert.Equal(before + 1, await session.ReadAsync<long>("SELECT count(*) FROM get_partition_statistics()"));
    }

    [RequiresToolFact("initdb")]
    public async Task Of_two_that_create_the_same_partition_at_once_one_waits_and_both_get_its_name()
    {
        var owner = server.Owner(await server.CreateDatabaseAsync());
        await using var first = await TestSession.OpenAsync(owner);
        await using var second = await TestSession.OpenAsync(owner);
        await using var watcher = await TestSession.OpenAsync(owner);
        await first.ExecuteAsync("BEGIN; SELECT create_saga_outbox_partition('2031-01-20')");
        var waiting = second.ReadAsync<string>("SELECT create_saga_outbox_partition('2031-01-20')");
        await Eventually.HoldsAsync(async () => waiting.IsCompleted || await watcher.ReadAsync<bool>(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE pid = $1 AND NOT granted)", second.Connection.ProcessID));
        await first.ExecuteAsync("COMMIT");
        Assert.Equal("saga_outbox_y2031m01d20", await waiting);
    }

    [RequiresToolFact("initdb")]
    public async Task A_new_partition_has_every_index_of_its_table_and_refuses_what_the_table_refuses()
    {
        await using var session = await OpenAsync();
        await session.ExecuteAsync("SELECT create_saga_outbox_partition('2031-01-20')");
        Assert.Equal(
            await session.ReadAsync<long>("SELECT count(*) FROM pg_index WHERE indrelid = 'saga_outbox'::regclass"),
            await session.ReadAsync<long>("SELECT count(*) FROM pg_index WHERE indrelid = 'saga_outbox_y2031m01d20'::regclass AND indisvalid"));
        var refusal = await session.RefusalOfAsync(
            "INSERT INTO saga_outbox (event_id, saga_id, event_type, payload, status, created_at) VALUES (gen_random_uuid(), 's', 'e', '{}', 'lost', '2031-01-20 12:00Z')");
        Assert.Equal("23514", refusal.SqlState);
    }

    [RequiresToolFact("initdb")]
    public async Task Rows_of_the_default_partition_move_out_when_their_partition_is_made()
    {
        await using var session = await OpenAsync();
        await session.ExecuteAsync(
            "INSERT INTO saga_outbox (event_id, saga_id, event_type, payload, created_at) "
            + "SELECT gen_random_uuid(), 's', 'e', '{}', '2031-01-19 12:00Z'::timestamptz + n * interval '1 hour' FROM generate_series(0, 47) AS n");
        await session.ExecuteAsync("SELECT create_saga_outbox_partition('2031-01-20')");
        Assert.Equal(24, await session.ReadAsync<long>("SELECT count(*) FROM ONLY saga_outbox_y2031m01d20"));
        Assert.Equal(24, await session.ReadAsync<long>("SELECT count(*) FROM ONLY saga_outbox_default"));

        var moved = await session.RowsAsync<string>("SELECT concat_ws(' ', partition_name, details) FROM maintain_all_partitions() WHERE action = 'MOVE' ORDER BY 1");
        Assert.Equal(
            ["saga_outbox_y2031m01d19 12 rows came out of the default partition.", "saga_outbox_y2031m01d21 12 rows came out of the default partition."],
            moved);
        Assert.Equal(48, await session.ReadAsync<long>("SELECT count(*) FROM saga_outbox"));
    }

    [RequiresToolTheory("initdb")]
    [InlineData("SELECT create_saga_outbox_partition(NULL)", "A partition of saga_outbox needs a date, not null.")]
    [InlineData("SELECT create_saga_outbox_partition('infinity')", "A partition of saga_outbox needs a date, not infinity.")]
    [InlineData("SELECT ensure_partition('sagas', '2031-01-20')", "Table sagas has no row in partition_policies.")]
    [InlineData("SELECT cleanup_consumer_inbox(0)", "cleanup_consumer_inbox keeps at least 1 day, not 0.")]
    [InlineData("SELECT cleanup_consumer_inbox(NULL)", "cleanup_consumer_inbox keeps at least 1 day, not null.")]
    public async Task Refuses_arguments_that_make_no_sense(string call, string message)
    {
        await using var session = await OpenAsync();
        Assert.Equal(message, (await session.RefusalOfAsync(call)).MessageText);
    }

    [RequiresToolFact("initdb")]
    public async Task Refuses_to_take_a_table_for_a_partition_that_is_none()
    {
        await using var session = await OpenAsync();
        await session.ExecuteAsync("CREATE TABLE saga_outbox_y2031m01d20 (id integer)");
        var refusal = await session.RefusalOfAsync("SELECT create_saga_outbox_partition('2031-01-20')");
        Assert.Equal("42P07", refusal.SqlState);
        Assert.Equal("Attach it, rename it or drop it.", refusal.Hint);
    }

    [RequiresToolFact("initdb")]
    public async Task Cleanup_of_the_inbox_removes_what_is_older_and_counts_it()
    {
        await using var session = await OpenAsync();
        await session.ExecuteAsync(
            "INSERT INTO consumer_inbox (event_id, consumer_name, source_topic, event_type, payload, consumed_at) "
            + "SELECT gen_random_uuid(), 'c', 't', 'e', '{}', now() - n * interval '1 day' FROM unnest(ARRAY[1, 89, 91, 200]) AS n");
        Assert.Equal(2, await session.ReadAsync<long>("SELECT cleanup_consumer_inbox(90)"));
        Assert.Equal(2, await session.ReadAsync<long>("SELECT count(*) FROM consumer_inbox"));
    }

    private async Task<TestSession> OpenAsync() => await TestSession.OpenAsync(server.Owner(await server.CreateDatabaseAsync()));
}
