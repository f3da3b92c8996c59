using Sagaz.Core.Errors;
using Sagaz.Core.Gates;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Migrations;

[Collection(ScratchServerGroup.Name)]
public sealed class LintedMigrationTests(ScratchServer server) : IDisposable
{
    private readonly ListLog _log = new();
    private readonly ScriptFolder _scripts = new();

    public void Dispose() => _scripts.Dispose();

    [RequiresToolFact("initdb")]
    public async Task A_refused_script_stops_the_run_before_anything_runs()
    {
        var request = await OrdersAsync();
        _scripts.Add("002_create_second.sql", "CREATE TABLE second (id integer);");
        _scripts.Add("003_create_index.sql", "CREATE INDEX orders_note ON orders (note);");
        var refusal = await Assert.ThrowsAsync<GateRefusedException>(() => new Migrator(_log).RunAsync(request, CancellationToken.None));

        await using var session = await TestSession.OpenAsync(request.Leader);
        Assert.Contains("003_create_index.sql, line 5: writers of orders wait", refusal.Message, StringComparison.Ordinal);
        Assert.False(await session.ReadAsync<bool>("SELECT to_regclass('second') IS NOT NULL"));
    }

    [RequiresToolFact("initdb")]
    public async Task The_same_script_runs_on_an_empty_table_and_with_a_waiver()
    {
        var request = await OrdersAsync();
        _scripts.Add("002_create_index.sql", "CREATE INDEX lines_note ON lines (note);");
        await new Migrator(_log).RunAsync(request, CancellationToken.None);
        _scripts.Add(
            "003_create_index.sql", "CREATE INDEX orders_note ON orders (note);", header: "-- waive: create-index-concurrently: nobody writes yet");
        Assert.Single((await new Migrator(_log).RunAsync(request, CancellationToken.None)).Applied);
    }

    [RequiresToolFact("initdb")]
    public async Task The_catalog_tells_columns_keys_and_partitions()
    {
        var request = await OrdersAsync();
        _scripts.Add(
            "002_alter_orders.sql",
            """
            ALTER TABLE orders ALTER COLUMN note TYPE varchar(30), ALTER COLUMN proved SET NOT NULL;
            ALTER TABLE parted ADD CONSTRAINT parted_key UNIQUE (id, created_at);
            CREATE INDEX IF NOT EXISTS orders_id ON orders (id);
            """);
        var good = await new Migrator(_log).PreviewAsync(request, CancellationToken.None);
        Assert.Equal([], good.Lint.Findings.Where(finding => finding.Rule != "unique-using-index"));
        _scripts.Add(
            "002_alter_orders.sql",
            """
            ALTER TABLE orders ALTER COLUMN note TYPE varchar(10), ALTER COLUMN note SET NOT NULL;
            ALTER TABLE parted ADD CONSTRAINT parted_key UNIQUE (id);
            """);
        var bad = await new Migrator(_log).PreviewAsync(request, CancellationToken.None);
        Assert.Equal(
            ["no-table-rewrite", "partition-key-in-primary-key", "set-not-null-after-check", "unique-using-index"],
            bad.Lint.Findings.Select(finding => finding.Rule).Order());
    }

    [RequiresToolFact("initdb")]
    public async Task The_preview_shows_locks_and_sizes_and_changes_nothing()
    {
        var request = await OrdersAsync();
        _scripts.Add("002_alter_orders.sql", "ALTER TABLE orders ADD COLUMN a integer;\nALTER TABLE parted ADD COLUMN a integer;");
        var preview = await new Migrator(_log).PreviewAsync(request, CancellationToken.None);

        Assert.Contains(preview.Lines, line => line.Contains("line 5: ACCESS EXCLUSIVE on orders (about 500 rows, ", StringComparison.Ordinal));
        Assert.Contains(preview.Lines, line => line.Contains("line 6: ACCESS EXCLUSIVE on parted (2 partitions, about 3 rows, ", StringComparison.Ordinal));
        Assert.Equal("1 of 2 scripts would run.", preview.Lines[^1]);
        await using var session = await TestSession.OpenAsync(request.Leader);
        Assert.Equal(0, await session.ReadAsync<long>("SELECT count(*) FROM pg_attribute WHERE attname = 'a' AND attrelid = 'orders'::regclass"));
    }

    private async Task<MigrationRequest> OrdersAsync()
    {
        var request = server.Request(await server.CreateDatabaseAsync(migrated: false), _scripts.Migrations);
        _scripts.Add(
            "001_create_orders.sql",
            """
            CREATE TABLE orders (id integer, note varchar(20), proved text, CONSTRAINT proved CHECK (proved IS NOT NULL));
            CREATE INDEX orders_id ON orders (id);
            INSERT INTO orders SELECT n, 'note', '' FROM generate_series(1, 500) AS n;
            CREATE TABLE lines (note text);
            CREATE TABLE parted (id integer, created_at timestamptz) PARTITION BY RANGE (created_at);
            CREATE TABLE parted_a PARTITION OF parted FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
            CREATE TABLE parted_default PARTITION OF parted DEFAULT;
            INSERT INTO parted VALUES (1, '2026-01-05'), (2, '2026-01-06'), (3, now());
            ANALYZE;
            """);
        await new Migrator(_log).RunAsync(request, CancellationToken.None);
        return request;
    }
}
