using Npgsql;
using Sagaz.Core.Gates;
using Sagaz.Core.Schema;
using Sagaz.Operations.Schema;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Schema;

/// <summary>Each gate of the snapshot is seen to fail, and to pass again when the damage is undone.</summary>
[Collection(ScratchServerGroup.Name)]
public sealed class CatalogSabotageTests(ScratchServer server)
{
    [RequiresToolFact("initdb")]
    public async Task A_partition_missing_in_the_middle_is_a_gap_until_it_is_made_again()
    {
        var database = await server.CreateDatabaseAsync();
        await using var session = await TestSession.OpenAsync(server.Owner(database));
        var name = await session.ReadAsync<string>(
            "SELECT partition_name FROM partition_ranges('saga_outbox') WHERE range_from > now() ORDER BY range_from OFFSET 2 LIMIT 1");
        await session.ExecuteAsync($"DROP TABLE {name}");
        Assert.Equal(["partition-runway-saga-outbox", "partition-gaps-saga-outbox"], await RefusedAsync(database));
        await session.ExecuteAsync("SELECT * FROM maintain_all_partitions()");
        Assert.Empty(await RefusedAsync(database));
    }

    [RequiresToolFact("initdb")]
    public async Task A_row_in_a_default_partition_fails_until_it_is_moved()
    {
        var database = await server.CreateDatabaseAsync();
        await using var session = await TestSession.OpenAsync(server.Owner(database));
        await session.ExecuteAsync("INSERT INTO saga_executions (saga_name, created_at) VALUES ('late', now() - interval '2 months')");
        Assert.Equal(["partition-default-saga-executions"], await RefusedAsync(database));
        await session.ExecuteAsync("SELECT * FROM maintain_all_partitions()");
        Assert.Empty(await RefusedAsync(database));
    }

    [RequiresToolFact("initdb")]
    public async Task Bounds_of_another_time_zone_fail()
    {
        var database = await server.CreateDatabaseAsync();
        await using var session = await TestSession.OpenAsync(server.Owner(database));
        await session.ExecuteAsync(
            "CREATE TABLE crooked PARTITION OF saga_outbox FOR VALUES FROM ('2001-01-01 00:00-03') TO ('2001-01-02 00:00-03')");
        Assert.Equal(["partition-bounds-saga-outbox"], await RefusedAsync(database));
    }

    [RequiresToolFact("initdb")]
    public async Task An_index_that_could_not_be_built_fails_until_it_is_dropped()
    {
        var database = await server.CreateDatabaseAsync();
        await using var session = await TestSession.OpenAsync(server.Owner(database));
        await session.ExecuteAsync("INSERT INTO sagas (saga_id, saga_name, status) VALUES ('1', 's', 'x'), ('2', 's', 'x')");
        Assert.Equal("23505", (await session.RefusalOfAsync("CREATE UNIQUE INDEX CONCURRENTLY half ON sagas (saga_name)")).SqlState);
        Assert.Equal(["schema-indexes-valid"], await RefusedAsync(database));
        await session.ExecuteAsync("DROP INDEX half");
        Assert.Empty(await RefusedAsync(database));
    }

    [RequiresToolFact("initdb")]
    public async Task A_constraint_that_was_never_validated_fails_until_it_is()
    {
        var database = await server.CreateDatabaseAsync();
        await using var session = await TestSession.OpenAsync(server.Owner(database));
        await session.ExecuteAsync("ALTER TABLE sagas ADD CONSTRAINT unchecked CHECK (status <> '') NOT VALID");
        Assert.Equal(["schema-constraints-validated"], await RefusedAsync(database));
        await session.ExecuteAsync("ALTER TABLE sagas VALIDATE CONSTRAINT unchecked");
        Assert.Empty(await RefusedAsync(database));
    }

    [RequiresToolFact("initdb")]
    public async Task A_detach_that_was_cancelled_fails_until_it_is_finalized()
    {
        var database = await server.CreateDatabaseAsync();
        await using var session = await TestSession.OpenAsync(server.Owner(database));
        await session.ExecuteAsync("CREATE TABLE plain (created_at timestamptz) PARTITION BY RANGE (created_at)");
        await session.ExecuteAsync("CREATE TABLE plain_old PARTITION OF plain FOR VALUES FROM ('2001-01-01Z') TO ('2001-02-01Z')");
        await using (var reader = await TestSession.OpenAsync(server.Owner(database)))
        {
            await reader.ExecuteAsync("BEGIN");
            await reader.ExecuteAsync("SELECT * FROM plain");
            await session.ExecuteAsync("SET statement_timeout = '300ms'");
            Assert.Equal(
                PostgresErrorCodes.QueryCanceled,
                (await session.RefusalOfAsync("ALTER TABLE plain DETACH PARTITION plain_old CONCURRENTLY")).SqlState);
        }

        Assert.Contains("partition-detaches-finished", await RefusedAsync(database));
        await session.ExecuteAsync("ALTER TABLE plain DETACH PARTITION plain_old FINALIZE");
        Assert.DoesNotContain("partition-detaches-finished", await RefusedAsync(database));
    }

    [RequiresToolFact("initdb")]
    public async Task A_function_with_an_overload_fails()
    {
        var database = await server.CreateDatabaseAsync();
        await using var session = await TestSession.OpenAsync(server.Owner(database));
        await session.ExecuteAsync("CREATE FUNCTION cleanup_consumer_inbox(integer, boolean DEFAULT true) RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint'");
        Assert.Equal(["schema-functions"], await RefusedAsync(database));
    }

    [RequiresToolFact("initdb")]
    public async Task Queries_that_prune_nothing_fail_by_both_plans_until_pruning_is_back()
    {
        var database = await server.CreateDatabaseAsync();
        var owner = server.Owner(database);
        var snapshot = await new SchemaProbe(owner).ReadAsync(CancellationToken.None);
        async Task<GateReport> JudgeAsync() =>
            PruningGates.Judge(snapshot, await new HotQueryProbe(owner).ReadAsync(snapshot, CancellationToken.None));

        await using var session = await TestSession.OpenAsync(owner);
        await session.ExecuteAsync($"ALTER DATABASE {database} SET enable_partition_pruning = off");
        var report = await JudgeAsync();
        Assert.Equal(2 * HotQueries.All.Count, report.Results.Count(gate => gate.Verdict == Verdict.Fail));
        await session.ExecuteAsync($"ALTER DATABASE {database} RESET enable_partition_pruning");
        Assert.Equal(Verdict.Pass, (await JudgeAsync()).Verdict);
    }

    private async Task<IReadOnlyList<string>> RefusedAsync(string database) =>
        [.. SchemaGates.Judge(await new SchemaProbe(server.Owner(database)).ReadAsync(CancellationToken.None)).Refused.Select(gate => gate.Id)];
}
