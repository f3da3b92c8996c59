using Sagaz.Core.Errors;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Migrations;

[Collection(ScratchServerGroup.Name)]
public sealed class InterruptedIndexTests(ScratchServer server) : IDisposable
{
    private const string Building = "FROM pg_stat_activity WHERE query LIKE '%INDEX%CONCURRENTLY%' AND state = 'active' AND pid <> pg_backend_pid() AND datname = current_database()";
    private const string Invalid = "SELECT count(*) FROM pg_index WHERE NOT indisvalid";
    private readonly ListLog _log = new();
    private readonly ScriptFolder _scripts = new();

    public void Dispose() => _scripts.Dispose();

    [RequiresToolFact("initdb")]
    public async Task An_index_that_a_killed_backend_left_invalid_is_dropped_and_built_by_the_next_run()
    {
        var request = await FirstAsync();
        _scripts.Add(
            "002_create_indexes.sql",
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS first_a ON first (a);\nCREATE INDEX CONCURRENTLY IF NOT EXISTS first_b ON first (b);",
            transaction: "no",
            lockTimeout: "20s");
        await using var session = await TestSession.OpenAsync(server.Superuser(request.Leader.Database));
        await using (var blocker = await BlockAsync(request))
        {
            var run = new Migrator(_log).RunAsync(request, CancellationToken.None);
            await Eventually.HoldsAsync(async () => await session.ReadAsync<long>(Invalid) > 0);
            await session.ExecuteAsync($"SELECT pg_terminate_backend(pid) {Building}");
            var failure = await Assert.ThrowsAsync<OperationFailedException>(() => run);
            Assert.Contains("an index that was left invalid is dropped and built again", failure.Message, StringComparison.Ordinal);
            Assert.Equal(1, await session.ReadAsync<long>(Invalid));
        }

        Assert.Single((await new Migrator(_log).RunAsync(request, CancellationToken.None)).Applied);
        Assert.Equal(0, await session.ReadAsync<long>(Invalid));
        Assert.Equal(2, await session.ReadAsync<long>("SELECT count(*) FROM pg_index WHERE indrelid = 'first'::regclass"));
        Assert.Contains(_log.Lines, line => line.Contains("index public.first_a on first was left invalid", StringComparison.Ordinal));
    }

    [RequiresToolFact("initdb")]
    public async Task A_build_that_ran_into_the_lock_timeout_is_tried_again_in_the_same_run()
    {
        var request = await FirstAsync();
        _scripts.Add("002_create_index.sql", "CREATE INDEX CONCURRENTLY IF NOT EXISTS first_a ON first (a);", transaction: "no");
        await using var blocker = await BlockAsync(request);
        var tried = new TaskCompletionSource();
        _log.Said += line =>
        {
            if (line.Contains("trying again", StringComparison.Ordinal))
                tried.TrySetResult();
        };
        var run = new Migrator(_log).RunAsync(request, CancellationToken.None);
        await tried.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await blocker.ExecuteAsync("COMMIT");

        Assert.True(Assert.Single((await run).Applied).Attempts > 1);
        Assert.Equal(0, await blocker.ReadAsync<long>(Invalid));
        Assert.True(await blocker.ReadAsync<bool>("SELECT to_regclass('first_a') IS NOT NULL"));
    }

    [RequiresToolFact("initdb")]
    public async Task What_an_interrupted_reindex_left_is_cleared_away_and_other_invalid_indexes_stay()
    {
        var request = await FirstAsync();
        await using var session = await TestSession.OpenAsync(server.Superuser(request.Leader.Database));
        await session.ExecuteAsync(
            """
            CREATE INDEX first_a ON first (a); CREATE INDEX first_a_ccnew ON first (a); CREATE INDEX foreign_one ON first (b);
            ALTER INDEX first_a OWNER TO sagaz_owner;
            UPDATE pg_index SET indisvalid = false WHERE indexrelid IN ('first_a_ccnew'::regclass, 'foreign_one'::regclass)
            """);
        _scripts.Add("002_rebuild_index.sql", "REINDEX INDEX CONCURRENTLY first_a;", transaction: "no");
        await new Migrator(_log).RunAsync(request, CancellationToken.None);
        Assert.Equal(
            ["first_a", "foreign_one"],
            await session.RowsAsync<string>("SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = 'first'::regclass ORDER BY 1"));
    }

    private async Task<MigrationRequest> FirstAsync()
    {
        var request = server.Request(await server.CreateDatabaseAsync(migrated: false), _scripts.Migrations);
        _scripts.Add("001_create_first.sql", "CREATE TABLE first (a integer, b integer);\nINSERT INTO first SELECT n, n FROM generate_series(1, 100) AS n;");
        await new Migrator(_log).RunAsync(request, CancellationToken.None);
        return request;
    }

    // A writer that has not ended keeps CREATE INDEX CONCURRENTLY waiting.
    private static async Task<TestSession> BlockAsync(MigrationRequest request)
    {
        var blocker = await TestSession.OpenAsync(request.Leader);
        await blocker.ExecuteAsync("BEGIN; INSERT INTO first VALUES (0, 0)");
        return blocker;
    }
}
