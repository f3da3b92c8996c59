using Sagaz.Core.Errors;
using Sagaz.Core.Migrations;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Migrations;

[Collection(ScratchServerGroup.Name)]
public sealed class MigratorTests(ScratchServer server) : IDisposable
{
    private readonly ListLog _log = new();
    private readonly ScriptFolder _scripts = new();

    public void Dispose() => _scripts.Dispose();

    [RequiresToolFact("initdb")]
    public async Task Runs_all_scripts_of_the_repository_into_an_empty_database_and_then_nothing()
    {
        var request = server.Request(await server.CreateDatabaseAsync(migrated: false));
        var plan = await new Migrator(_log).PlanAsync(request, CancellationToken.None);
        var first = await new Migrator(_log).RunAsync(request, CancellationToken.None);
        var second = await new Migrator(_log).RunAsync(request, CancellationToken.None);

        Assert.Equal(plan.ToRun.Select(script => script.Name), first.Applied.Select(applied => applied.Script));
        Assert.Contains("001_create_partitioned_tables.sql", first.Applied.Select(applied => applied.Script));
        Assert.Empty(second.Applied);
        Assert.Contains(_log.Lines, line => line.StartsWith("Nothing to do", StringComparison.Ordinal));
    }

    [RequiresToolFact("initdb")]
    public async Task Writes_hash_position_timeline_and_version_into_the_journal()
    {
        var request = Request(await server.CreateDatabaseAsync(migrated: false));
        var script = _scripts.Add("001_create_first.sql", "CREATE TABLE first (id integer);");
        await new Migrator(_log).RunAsync(request, CancellationToken.None);

        await using var session = await TestSession.OpenAsync(request.Leader);
        var row = await session.ReadAsync<string>(
            "SELECT concat_ws(' ', script, hash, timeline, pipeline_version, lsn <= pg_current_wal_lsn(), duration > interval '0') FROM schema_migrations");
        Assert.Equal($"001_create_first.sql {script.Hash} 1 test t t", row);
    }

    [RequiresToolFact("initdb")]
    public async Task Plans_without_changing_anything_before_there_is_a_journal()
    {
        var request = Request(await server.CreateDatabaseAsync(migrated: false));
        _scripts.Add("001_create_first.sql", "CREATE TABLE first (id integer);");
        var plan = await new Migrator(_log).PlanAsync(request, CancellationToken.None);

        await using var session = await TestSession.OpenAsync(request.Leader);
        Assert.Equal("is not applied yet", Assert.Single(plan.Steps).Reason);
        Assert.False(await session.ReadAsync<bool>("SELECT to_regclass('schema_migrations') IS NOT NULL"));
    }

    [RequiresToolFact("initdb")]
    public async Task Refuses_a_changed_script_and_runs_nothing_else()
    {
        var request = Request(await server.CreateDatabaseAsync(migrated: false));
        _scripts.Add("001_create_first.sql", "CREATE TABLE first (id integer);");
        await new Migrator(_log).RunAsync(request, CancellationToken.None);
        _scripts.Add("001_create_first.sql", "CREATE TABLE first (id bigint);");
        _scripts.Add("002_create_second.sql", "CREATE TABLE second (id integer);");

        var refusal = await Assert.ThrowsAsync<PreconditionException>(
            () => new Migrator(_log).RunAsync(request, CancellationToken.None));

        await using var session = await TestSession.OpenAsync(request.Leader);
        Assert.StartsWith("Migration 001_create_first.sql has changed since it was applied", refusal.Sentence, StringComparison.Ordinal);
        Assert.False(await session.ReadAsync<bool>("SELECT to_regclass('second') IS NOT NULL"));
    }

    [RequiresToolFact("initdb")]
    public async Task Runs_an_on_change_script_again_after_a_change_and_an_always_script_each_time()
    {
        var request = Request(await server.CreateDatabaseAsync(migrated: false));
        _scripts.Add("001_create_view.sql", "CREATE OR REPLACE VIEW answer AS SELECT 1 AS value;", run: "on-change");
        _scripts.Add("002_analyze_nothing.sql", "SELECT 1;", run: "always");
        await new Migrator(_log).RunAsync(request, CancellationToken.None);
        var unchanged = await new Migrator(_log).RunAsync(request, CancellationToken.None);
        _scripts.Add("001_create_view.sql", "CREATE OR REPLACE VIEW answer AS SELECT 2 AS value;", run: "on-change");
        var changed = await new Migrator(_log).RunAsync(request, CancellationToken.None);

        Assert.Equal(["002_analyze_nothing.sql"], unchanged.Applied.Select(applied => applied.Script));
        Assert.Equal(["001_create_view.sql", "002_analyze_nothing.sql"], changed.Applied.Select(applied => applied.Script));
    }

    [RequiresToolFact("initdb")]
    public async Task Runs_statements_outside_a_transaction_where_the_header_says_so()
    {
        var request = Request(await server.CreateDatabaseAsync(migrated: false));
        _scripts.Add("001_create_first.sql", "CREATE TABLE first (id integer, note text DEFAULT 'a;b');");
        _scripts.Add(
            "002_create_indexes.sql",
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS first_id ON first (id);\nCREATE INDEX CONCURRENTLY IF NOT EXISTS first_note ON first (note);",
            transaction: "no");
        var report = await new Migrator(_log).RunAsync(request, CancellationToken.None);
        Assert.Equal(2, report.Applied.Count);
    }

    [RequiresToolFact("initdb")]
    public async Task Rolls_a_script_back_when_its_twin_does_not_find_the_change()
    {
        var request = Request(await server.CreateDatabaseAsync(migrated: false));
        _scripts.Add("001_create_first.sql", "CREATE TABLE first (id integer);", verify: "DO $$ BEGIN\n  RAISE EXCEPTION 'not there';\nEND $$;");
        var failure = await Assert.ThrowsAsync<OperationFailedException>(
            () => new Migrator(_log).RunAsync(request, CancellationToken.None));

        await using var session = await TestSession.OpenAsync(request.Leader);
        Assert.Equal("Migration 001_create_first.sql failed in line 2 (verify/001_create_first.sql): not there.", failure.Sentence);
        Assert.False(await session.ReadAsync<bool>("SELECT to_regclass('first') IS NOT NULL"));
    }

    [RequiresToolFact("initdb")]
    public async Task Refuses_a_superuser()
    {
        var database = await server.CreateDatabaseAsync(migrated: false);
        var refusal = await Assert.ThrowsAsync<PreconditionException>(() => new Migrator(_log).RunAsync(
            Request(database) with { Leader = server.Superuser(database) }, CancellationToken.None));
        Assert.Contains("is a superuser", refusal.Sentence, StringComparison.Ordinal);
    }

    [RequiresToolFact("initdb")]
    public async Task A_refused_login_and_a_server_that_is_not_there_are_sentences()
    {
        var request = Request(await server.CreateDatabaseAsync(migrated: false));
        var login = await Assert.ThrowsAsync<OperationFailedException>(() => new Migrator(_log).PlanAsync(
            request with { Leader = request.Leader with { Password = "wrong" } }, CancellationToken.None));
        Assert.EndsWith("failed: password authentication failed for user \"sagaz_owner\".", login.Sentence, StringComparison.Ordinal);
        var absent = await Assert.ThrowsAsync<OperationFailedException>(() => new Migrator(_log).RunAsync(
            request with { Leader = request.Leader with { Port = 1 } }, CancellationToken.None));
        Assert.StartsWith("Migrating through leader (sagaz_owner@127.0.0.1:1/", absent.Sentence, StringComparison.Ordinal);
    }

    [RequiresToolFact("initdb")]
    public async Task Refuses_a_script_that_commits_on_its_own()
    {
        var request = Request(await server.CreateDatabaseAsync(migrated: false));
        _scripts.Add("001_create_first.sql", "CREATE TABLE first (id integer);\nCOMMIT;");
        var refusal = await Assert.ThrowsAsync<PreconditionException>(() => new Migrator(_log).PlanAsync(request, CancellationToken.None));
        Assert.Equal("Migration script 001_create_first.sql, line 6: 'COMMIT' would end or open a transaction.", refusal.Sentence);
    }

    private MigrationRequest Request(string database) => server.Request(database, _scripts.Migrations);
}
