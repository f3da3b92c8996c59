using Sagaz.Core.Errors;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Migrations;

[Collection(ScratchServerGroup.Name)]
public sealed class BaselineTests(ScratchServer server) : IDisposable
{
    private const string Exists = "DO $$ BEGIN PERFORM 'first'::regclass; END $$;";
    private readonly ListLog _log = new();
    private readonly ScriptFolder _scripts = new();

    public void Dispose() => _scripts.Dispose();

    [RequiresToolFact("initdb")]
    public async Task An_existing_database_is_verified_marked_and_taken_further()
    {
        var request = await RequestAsync();
        await using var session = await TestSession.OpenAsync(request.Leader);
        await session.ExecuteAsync("CREATE TABLE first (id integer)");
        _scripts.Add("001_create_first.sql", "CREATE TABLE first (id integer);", verify: Exists);
        _scripts.Add("002_create_second.sql", "CREATE TABLE second (id integer);");
        var report = await new Migrator(_log).RunAsync(request with { Baseline = 1 }, CancellationToken.None);

        Assert.Equal(["002_create_second.sql"], report.Applied.Select(applied => applied.Script));
        Assert.Equal(
            ["001_create_first.sql test+baseline 00:00:00", "002_create_second.sql test"],
            await session.RowsAsync<string>(
                "SELECT concat_ws(' ', script, pipeline_version, CASE WHEN duration = interval '0' THEN duration END) FROM schema_migrations ORDER BY sequence"));
        Assert.Empty((await new Migrator(_log).RunAsync(request, CancellationToken.None)).Applied);
    }

    [RequiresToolFact("initdb")]
    public async Task A_twin_that_does_not_find_its_change_marks_nothing()
    {
        var request = await RequestAsync();
        _scripts.Add("001_create_nothing.sql", "SELECT 1;", verify: "SELECT 1;");
        _scripts.Add("002_create_first.sql", "CREATE TABLE first (id integer);", verify: Exists);
        var failure = await Assert.ThrowsAsync<OperationFailedException>(
            () => new Migrator(_log).RunAsync(request with { Baseline = 2 }, CancellationToken.None));

        Assert.Equal(
            "The database does not have what 002_create_first.sql makes, in line 1 (verify/002_create_first.sql): relation \"first\" does not exist.",
            failure.Sentence);
        await using var session = await TestSession.OpenAsync(request.Leader);
        Assert.False(await session.ReadAsync<bool>("SELECT to_regclass('schema_migrations') IS NOT NULL"));
    }

    [RequiresToolFact("initdb")]
    public async Task The_whole_set_of_this_repository_can_be_a_baseline()
    {
        var request = server.Request(await server.CreateDatabaseAsync());
        await using var session = await TestSession.OpenAsync(request.Leader);
        await session.ExecuteAsync("DROP TABLE schema_migrations");
        var last = Directory.GetFiles(request.Folder, "*.sql").Select(path => int.Parse(Path.GetFileName(path)[..3], provider: null)).Max();
        var report = await new Migrator(_log).RunAsync(request with { Baseline = last }, CancellationToken.None);
        Assert.Empty(report.Applied);
    }

    private async Task<MigrationRequest> RequestAsync() =>
        server.Request(await server.CreateDatabaseAsync(migrated: false), _scripts.Migrations);
}
