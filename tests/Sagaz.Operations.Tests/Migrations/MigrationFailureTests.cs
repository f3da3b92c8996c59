using Sagaz.Core.Errors;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Migrations;

[Collection(ScratchServerGroup.Name)]
public sealed class MigrationFailureTests(ScratchServer server) : IDisposable
{
    private readonly ListLog _log = new();
    private readonly ScriptFolder _scripts = new();

    public void Dispose() => _scripts.Dispose();

    [RequiresToolFact("initdb")]
    public async Task A_syntax_error_in_the_middle_is_rolled_back_not_journaled_and_named_by_script_and_line()
    {
        var request = await RequestAsync();
        _scripts.Add("001_create_first.sql", "CREATE TABLE first (id integer);");
        _scripts.Add("002_create_second.sql", "CREATE TABLE second (id integer);\n\n/* a comment\n */ CREATE TABLE third (\n  id integer,,\n  note text);\nCREATE TABLE fourth ();");
        var failure = await FailAsync(request);

        await using var session = await TestSession.OpenAsync(request.Leader);
        Assert.Equal("Migration 002_create_second.sql failed in line 9: syntax error at or near \",\".", failure.Sentence);
        Assert.Contains("SQLSTATE: 42601", failure.Message, StringComparison.Ordinal);
        Assert.Contains("rolled back: the whole script", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["001_create_first.sql"], await session.RowsAsync<string>("SELECT script FROM schema_migrations"));
        Assert.False(await session.ReadAsync<bool>("SELECT to_regclass('second') IS NOT NULL"));

        _scripts.Add("002_create_second.sql", "CREATE TABLE second (id integer);");
        var again = await new Migrator(_log).RunAsync(request, CancellationToken.None);
        Assert.Equal(["002_create_second.sql"], again.Applied.Select(applied => applied.Script));
    }

    [RequiresToolFact("initdb")]
    public async Task An_error_inside_a_block_is_named_by_its_own_line_with_detail_and_hint()
    {
        _scripts.Add(
            "001_raise_error.sql",
            "DO\n$$\nBEGIN\n  PERFORM 1;\n  RAISE EXCEPTION 'no more' USING DETAIL = 'the detail', HINT = 'the hint';\nEND\n$$;");
        var failure = await FailAsync(await RequestAsync());

        Assert.Equal("Migration 001_raise_error.sql failed in line 9: no more.", failure.Sentence);
        Assert.Contains("detail: the detail", failure.Message, StringComparison.Ordinal);
        Assert.Contains("hint: the hint", failure.Message, StringComparison.Ordinal);
    }

    [RequiresToolFact("initdb")]
    public async Task A_backend_killed_in_the_middle_leaves_nothing_behind_and_the_next_run_goes_on()
    {
        var request = await RequestAsync();
        _scripts.Add("001_create_first.sql", "CREATE TABLE first (id integer);\nSELECT pg_sleep(30);");
        var run = FailAsync(request);
        await using var session = await TestSession.OpenAsync(server.Superuser(request.Leader.Database));
        await Eventually.HoldsAsync(() => session.ReadAsync<bool>(
            "SELECT count(pg_terminate_backend(pid)) > 0 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active' AND datname = current_database()"));
        var failure = await run;

        Assert.StartsWith("Migration 001_create_first.sql failed in line 6: terminating connection", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("it goes on where the journal ends", failure.Message, StringComparison.Ordinal);
        Assert.False(await session.ReadAsync<bool>("SELECT to_regclass('first') IS NOT NULL"));
        _scripts.Add("001_create_first.sql", "CREATE TABLE first (id integer);");
        Assert.Single((await new Migrator(_log).RunAsync(request, CancellationToken.None)).Applied);
    }

    [RequiresToolFact("initdb")]
    public async Task Cancelling_stops_the_running_statement_and_rolls_back()
    {
        var request = await RequestAsync();
        _scripts.Add("001_create_first.sql", "CREATE TABLE first (id integer);\nSELECT pg_sleep(30);");
        using var cancellation = new CancellationTokenSource();
        var run = new Migrator(_log).RunAsync(request, cancellation.Token);
        await using var session = await TestSession.OpenAsync(server.Superuser(request.Leader.Database));
        await Eventually.HoldsAsync(() => session.ReadAsync<bool>(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active' AND datname = current_database())"));
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.False(await session.ReadAsync<bool>("SELECT to_regclass('first') IS NOT NULL"));
    }

    [RequiresToolFact("initdb")]
    public async Task A_lock_that_is_not_to_be_had_is_tried_again_until_it_is()
    {
        var request = await RequestAsync();
        _scripts.Add("001_create_first.sql", "CREATE TABLE first (id integer);");
        await new Migrator(_log).RunAsync(request, CancellationToken.None);
        _scripts.Add("002_alter_first.sql", "ALTER TABLE first ADD COLUMN note text;");
        await using var blocker = await TestSession.OpenAsync(request.Leader);
        await blocker.ExecuteAsync("BEGIN; LOCK TABLE first IN ACCESS SHARE MODE");
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
    }

    [RequiresToolFact("initdb")]
    public async Task A_lock_that_is_never_to_be_had_fails_after_the_deadline()
    {
        var request = await RequestAsync();
        _scripts.Add("001_create_first.sql", "CREATE TABLE first (id integer);");
        await new Migrator(_log).RunAsync(request, CancellationToken.None);
        _scripts.Add("002_alter_first.sql", "ALTER TABLE first ADD COLUMN note text;");
        await using var blocker = await TestSession.OpenAsync(request.Leader);
        await blocker.ExecuteAsync("BEGIN; LOCK TABLE first IN ACCESS SHARE MODE");
        var failure = await FailAsync(request with { LockDeadline = TimeSpan.FromSeconds(1) });
        Assert.Equal("Migration 002_alter_first.sql failed in line 5: canceling statement due to lock timeout.", failure.Sentence);
    }

    [RequiresToolFact("initdb")]
    public async Task A_run_that_can_locate_the_leader_survives_a_killed_backend_and_gives_up_on_a_script_that_always_ends_it()
    {
        var request = await RequestAsync();
        request = request with { LocateAsync = _ => Task.FromResult(new MigrationServers(request.Leader, [])) };
        _scripts.Add("001_create_first.sql", "CREATE TABLE first (id integer);\nSELECT pg_sleep(3);");
        _scripts.Add("002_end_itself.sql", "SELECT pg_terminate_backend(pg_backend_pid());");
        await using var session = await TestSession.OpenAsync(server.Superuser(request.Leader.Database));
        var run = FailAsync(request);
        await Eventually.HoldsAsync(() => session.ReadAsync<bool>(
            "SELECT count(pg_terminate_backend(pid)) > 0 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active' AND datname = current_database()"));

        Assert.StartsWith("Migration 002_end_itself.sql failed in line 5: terminating connection", (await run).Sentence, StringComparison.Ordinal);
        Assert.Equal(["001_create_first.sql"], await session.RowsAsync<string>("SELECT script FROM schema_migrations"));
        Assert.Equal(3, _log.Lines.Count(line => line.StartsWith("leader was lost in 002_end_itself.sql: ", StringComparison.Ordinal)));
        Assert.Contains(_log.Lines, line => line.StartsWith("leader was lost in 001_create_first.sql: ", StringComparison.Ordinal));
    }

    private async Task<MigrationRequest> RequestAsync() =>
        server.Request(await server.CreateDatabaseAsync(migrated: false), _scripts.Migrations);

    private Task<OperationFailedException> FailAsync(MigrationRequest request) =>
        Assert.ThrowsAsync<OperationFailedException>(() => new Migrator(_log).RunAsync(request, CancellationToken.None));
}
