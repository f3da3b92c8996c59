using System.Diagnostics;
using System.Globalization;
using Sagaz.Core.Migrations;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Tests.Postgres;
using Sagaz.Operations.Tests.Replication;
using Xunit.Abstractions;

namespace Sagaz.Operations.Tests.Migrations;

/// <summary>kill -9 of client, backend or server at random moments; SAGAZ_KILLS says how many times, SAGAZ_KILL_SEED repeats a run.</summary>
public sealed class MigrationKillTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private const string FullState =
        """
        SELECT concat_ws(', ',
          (SELECT count(*) FROM a), (SELECT count(*) FROM b), (SELECT v FROM answer),
          (SELECT count(*) FROM pg_index WHERE indrelid IN ('a'::regclass, 'b'::regclass)),
          (SELECT count(*) FROM pg_index WHERE NOT indisvalid),
          (SELECT count(*) FROM pg_constraint WHERE conname = 'positive' AND convalidated))
        """;

    private readonly Replication.ScratchServer _server = new("postgres-0");
    private readonly ScriptFolder _scripts = new();
    private readonly List<MigrationScript> _all = [];

    private static int Kills => Number("SAGAZ_KILLS") ?? 6;

    public async Task InitializeAsync()
    {
        if (PostgresPrograms.Folder is null)
            return;
        await PostgresPrograms.RunAsync(
            "initdb", "-D", _server.Folder, "-U", "postgres", "-A", "trust", "--locale=C", "-E", "UTF8", "--no-sync", "--no-instructions");
        await _server.StartAsync();
        await _server.ExecuteAsync("CREATE ROLE sagaz_owner LOGIN");
        Add("001_create_a.sql", "CREATE TABLE a (id integer);\nINSERT INTO a SELECT generate_series(1, 1000);\nSELECT pg_sleep(0.03);");
        Add("002_create_b.sql", "CREATE TABLE b (id integer);\nSELECT pg_sleep(0.02);\nINSERT INTO b SELECT generate_series(1, 20000);\nSELECT pg_sleep(0.02);");
        Add("003_index_a.sql", "CREATE INDEX CONCURRENTLY IF NOT EXISTS a_up ON a (id);\nCREATE INDEX CONCURRENTLY IF NOT EXISTS a_down ON a (id DESC);", "no");
        Add("004_create_view.sql", "CREATE OR REPLACE VIEW answer AS SELECT 42 AS v;\nSELECT pg_sleep(0.03);", "yes", "on-change");
        Add("005_fill_a.sql", "INSERT INTO a SELECT generate_series(1001, 1500);\nSELECT pg_sleep(0.05);");
        Add("006_index_b.sql", "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS b_key ON b (id);", "no");
        Add("007_limit_a.sql", "ALTER TABLE a ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;\nSELECT pg_sleep(0.03);");
        Add("008_validate_a.sql", "ALTER TABLE a VALIDATE CONSTRAINT positive;\nSELECT pg_sleep(0.03);");
    }

    public Task DisposeAsync() => _server.RemoveAsync();

    public void Dispose() => _scripts.Dispose();

    [RequiresToolFact("initdb", Timeout = 1_500_000)]
    public async Task Journal_catalog_and_rows_agree_after_kills_at_random_moments()
    {
        var seed = Number("SAGAZ_KILL_SEED") ?? Random.Shared.Next();
        var random = new Random(seed);
        var landed = 0;
        for (var kill = 1; kill <= Kills; kill++)
        {
            var (victim, script, delay) = (kill % 3, random.Next(_all.Count), random.Next(80));
            var name = $"kill {kill} of {Kills}, seed {seed}: {(Victim)victim}, {delay} ms into {_all[script].Name}";
            var hit = await KillAsync($"kill_{kill}", (Victim)victim, _all[script], TimeSpan.FromMilliseconds(delay), name);
            landed += hit ? 1 : 0;
            output.WriteLine($"{name}: {(hit ? "killed" : "it was done already")}");
        }

        output.WriteLine($"{landed} of {Kills} kills met a running migration");
        Assert.True(landed > 0, "No kill met a running migration.");
    }

    private async Task<bool> KillAsync(string database, Victim victim, MigrationScript script, TimeSpan delay, string name)
    {
        await _server.ExecuteAsync($"CREATE DATABASE {database} OWNER sagaz_owner");
        var owner = _server.Endpoint with { Database = database, Username = "sagaz_owner" };
        using var client = MigrateProcess.Start(_scripts.Migrations, owner, $"Running {script.Name}");
        await client.ReachedAsync();
        await Task.Delay(delay);
        var hit = await StrikeAsync(victim, client, database);
        if (victim == Victim.Client)
        {
            await Eventually.HoldsAsync(async () => await _server.QueryAsync<long>($"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database}'") == 0);
            await RequireHalfStateAgreesAsync(owner, name);
            using var again = MigrateProcess.Start(_scripts.Migrations, owner, "none");
            Assert.True(await again.EndAsync() == 0, $"{name}\n{again.Output}");
        }
        else
        {
            Assert.True(await client.EndAsync() == 0, $"{name}\n{client.Output}");
        }

        await RequireFullStateAsync(owner, name);
        await _server.ExecuteAsync($"DROP DATABASE {database}");
        return hit;
    }

    private async Task<bool> StrikeAsync(Victim victim, MigrateProcess client, string database)
    {
        switch (victim)
        {
            case Victim.Client:
                client.Kill();
                return !client.Output.Contains("applied=", StringComparison.Ordinal);
            case Victim.Backend:
                var pid = await _server.QueryAsync<int>($"SELECT coalesce(max(pid), 0) FROM pg_stat_activity WHERE datname = '{database}'");
                return pid > 0 && KillProcess(pid);
            default:
                var before = client.Output.Contains("applied=", StringComparison.Ordinal);
                KillProcess(int.Parse((await File.ReadAllLinesAsync(Path.Combine(_server.Folder, "postmaster.pid")))[0], CultureInfo.InvariantCulture));
                await Eventually.HoldsAsync(StartsAsync);
                return !before;
        }
    }

    // The killed server's children hold its memory until they notice.
    private async Task<bool> StartsAsync()
    {
        try
        {
            await _server.StartAsync();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool KillProcess(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // Whatever a killed client left: a script's row is there exactly when its whole change is.
    private async Task RequireHalfStateAgreesAsync(PostgresEndpoint owner, string name)
    {
        await using var session = await TestSession.OpenAsync(owner);
        var journal = await session.ReadAsync<bool>("SELECT to_regclass('schema_migrations') IS NOT NULL")
            ? await session.RowsAsync<string>("SELECT script FROM schema_migrations ORDER BY sequence")
            : [];
        Assert.Equal(_all.Take(journal.Count).Select(script => script.Name), journal);
        var a = await CountAsync(session, "a");
        var b = await CountAsync(session, "b");
        Assert.True(a == (journal.Count >= 5 ? 1500 : journal.Count >= 1 ? 1000 : -1), $"{name}: {a} rows in a after {journal.Count} scripts");
        Assert.True(b == (journal.Count >= 2 ? 20000 : -1), $"{name}: {b} rows in b after {journal.Count} scripts");
    }

    private static async Task<long> CountAsync(TestSession session, string table) =>
        await session.ReadAsync<bool>("SELECT to_regclass($1) IS NOT NULL", table) ? await session.ReadAsync<long>($"SELECT count(*) FROM {table}") : -1;

    private async Task RequireFullStateAsync(PostgresEndpoint owner, string name)
    {
        await using var session = await TestSession.OpenAsync(owner);
        var rows = await session.RowsAsync<string>("SELECT concat_ws(' ', script, hash) FROM schema_migrations ORDER BY sequence");
        Assert.Equal(_all.Select(script => $"{script.Name} {script.Hash}"), rows);
        var state = await session.ReadAsync<string>(FullState);
        Assert.True(state == "1500, 20000, 42, 3, 0, 1", $"{name}: {state}");
    }

    private void Add(string name, string body, string transaction = "yes", string run = "once") =>
        _all.Add(_scripts.Add(name, body, run, transaction, lockTimeout: "5s"));

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;

    private enum Victim
    {
        Client,
        Backend,
        Server,
    }
}
