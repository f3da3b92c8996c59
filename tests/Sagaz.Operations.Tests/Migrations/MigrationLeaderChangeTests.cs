using Sagaz.Core.Errors;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Tests.Replication;

namespace Sagaz.Operations.Tests.Migrations;

public sealed class MigrationLeaderChangeTests : IAsyncLifetime, IDisposable
{
    private readonly ScratchReplication _cluster = new();
    private readonly ListLog _log = new();
    private readonly ScriptFolder _scripts = new();
    private bool _isPromoted;

    private MigrationRequest Request => new()
    {
        Folder = _scripts.Migrations,
        Leader = Owner(_cluster.Primary),
        Replicas = [Owner(_cluster.Replica)],
        LocateAsync = Locate,
        PipelineVersion = "test",
    };

    public async Task InitializeAsync()
    {
        await _cluster.InitializeAsync();
        if (PostgresPrograms.Folder is null)
            return;
        await _cluster.Primary.ExecuteAsync("CREATE ROLE sagaz_owner LOGIN", "ALTER DATABASE sagaz OWNER TO sagaz_owner");

        // A replica on a busy machine may be seconds behind, and the tests log in there as the owner, before and after it leads.
        await Eventually.HoldsAsync(() => _cluster.Replica.QueryAsync<bool>(
            "SELECT pg_get_userbyid(datdba) = 'sagaz_owner' FROM pg_database WHERE datname = 'sagaz'"));
        _scripts.Add("001_create_first.sql", "CREATE TABLE first (id integer);\nINSERT INTO first VALUES (1);");

        // Only the first leader is slow.
        _scripts.Add("002_create_second.sql", "CREATE TABLE second (id integer);\nSELECT pg_sleep(60) WHERE current_setting('cluster_name') = 'postgres-0';\nINSERT INTO second VALUES (1);");
        _scripts.Add("003_create_index.sql", "CREATE INDEX CONCURRENTLY IF NOT EXISTS first_id ON first (id);", transaction: "no");
    }

    public Task DisposeAsync() => _cluster.DisposeAsync();

    public void Dispose() => _scripts.Dispose();

    [RequiresToolFact("initdb")]
    public async Task Goes_on_at_the_promoted_replica_that_has_all_that_was_applied()
    {
        var run = new Migrator(_log).RunAsync(Request, CancellationToken.None);
        await Eventually.HoldsAsync(SleepsAsync);
        await Eventually.HoldsAsync(async () =>
            await QueryAsync<bool>(_cluster.Replica, "SELECT to_regclass('schema_migrations') IS NOT NULL")
            && await QueryAsync<long>(_cluster.Replica, "SELECT count(*) FROM schema_migrations") == 1);
        await ChangeLeaderAsync();
        var report = await run;

        Assert.Equal(["001_create_first.sql", "002_create_second.sql", "003_create_index.sql"], report.Applied.Select(applied => applied.Script));
        Assert.Equal((1, 2), (report.LeaderChanges, report.Timeline));
        Assert.Equal(1, await QueryAsync<long>(_cluster.Replica, "SELECT count(*) FROM second"));
        Assert.Equal(
            "001_create_first.sql 1, 002_create_second.sql 2, 003_create_index.sql 2",
            await QueryAsync<string>(_cluster.Replica, "SELECT string_agg(concat_ws(' ', script, timeline), ', ' ORDER BY sequence) FROM schema_migrations"));
    }

    [RequiresToolFact("initdb")]
    public async Task Stops_and_names_the_script_in_doubt_when_the_promoted_replica_never_received_it()
    {
        await _cluster.Replica.ExecuteAsync("ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()");
        await Eventually.HoldsAsync(async () => await _cluster.Primary.QueryAsync<long>("SELECT count(*) FROM pg_stat_replication") == 0);
        var run = new Migrator(_log).RunAsync(Request, CancellationToken.None);
        await Eventually.HoldsAsync(SleepsAsync);
        await ChangeLeaderAsync();
        var stopped = await Assert.ThrowsAsync<OperationFailedException>(() => run);

        Assert.Equal(
            "Migration 001_create_first.sql is in doubt: it was applied on postgres-0, and postgres-1, which leads now, does not have it.",
            stopped.Sentence);
        Assert.False(await QueryAsync<bool>(_cluster.Replica, "SELECT to_regclass('first') IS NOT NULL"));
    }

    [RequiresToolFact("initdb")]
    public async Task Fails_with_the_last_thing_seen_when_no_leader_comes()
    {
        var run = new Migrator(_log).RunAsync(Request with { LeaderDeadline = TimeSpan.FromSeconds(1) }, CancellationToken.None);
        await Eventually.HoldsAsync(SleepsAsync);
        await _cluster.Primary.StopAsync();
        var late = await Assert.ThrowsAsync<DeadlinePassedException>(() => run);
        Assert.StartsWith("Waited 1 s for a leader that takes migrations in vain; last seen: ", late.Sentence, StringComparison.Ordinal);
    }

    private Task<MigrationServers> Locate(CancellationToken ct) =>
        Task.FromResult(_isPromoted ? new MigrationServers(Owner(_cluster.Replica), []) : new MigrationServers(Owner(_cluster.Primary), []));

    private async Task ChangeLeaderAsync()
    {
        await _cluster.Primary.StopAsync();
        await _cluster.Replica.PromoteAsync();
        _isPromoted = true;
    }

    private Task<bool> SleepsAsync() => _cluster.Primary.QueryAsync<bool>(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active')");

    private static Operations.Postgres.PostgresEndpoint Owner(ScratchServer server) =>
        server.Endpoint with { Database = "sagaz", Username = "sagaz_owner" };

    private static async Task<T> QueryAsync<T>(ScratchServer server, string statement)
    {
        await using var source = Owner(server).CreateDataSource();
        await using var command = source.CreateCommand(statement);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
