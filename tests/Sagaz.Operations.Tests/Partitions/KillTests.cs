using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Partitions;
using Sagaz.Operations.Tests.Postgres;
using Xunit.Abstractions;

namespace Sagaz.Operations.Tests.Partitions;

/// <summary>Maintenance whose backend is killed at random moments; SAGAZ_KILLS says how often, 4 by default; SAGAZ_KILL_SEED repeats a run.</summary>
/// <remarks>
/// The backend is terminated or, every second time, its process gets SIGKILL, on which PostgreSQL crashes and recovers.
/// A killed client looks the same to the server as a connection that breaks, which is the first half of it.
/// </remarks>
[Collection(KillServerGroup.Name)]
public sealed class KillTests(ScratchServer server, ITestOutputHelper output) : IDisposable
{
    private const int Rows = 400;
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("SAGAZ_KILL_SEED") ?? $"{Environment.TickCount}", CultureInfo.InvariantCulture);
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("SAGAZ_KILLS") ?? "4", CultureInfo.InvariantCulture);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"sagaz-kill-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [RequiresToolFact("initdb", Timeout = 600_000)]
    public async Task Whatever_is_killed_every_row_is_in_a_partition_or_in_a_whole_archive_and_the_next_run_ends_the_work()
    {
        var random = new Random(Seed);
        var database = await server.CreateDatabaseAsync();
        var (rounds, hits, expected) = (0, 0, 0L);
        while (hits < Kills)
        {
            Assert.True(++rounds <= Kills * 10, $"Only {hits} of {rounds} runs were hit (seed {Seed}).");
            expected += await PrepareAsync(database, rounds);
            if (await RunAndKillAsync(database, random.Next(10, 260), hits % 2 == 1))
                hits++;
            await AgreesAsync(database, expected, "after a kill");
            await MaintainAsync(database);
            await AgreesAsync(database, expected, "after the next run");
            await EndedAsync(database);
        }
        output.WriteLine($"seed {Seed}: {rounds} runs, {hits} killed, every row accounted for");
    }

    // Expired rows of three days, stray rows of two, and a longer way to make ahead each time.
    private async Task<long> PrepareAsync(string database, int round)
    {
        await using var owner = await TestSession.OpenAsync(server.Owner(database));
        await owner.ExecuteAsync("UPDATE partition_policies SET premake = least(premake + 2, 300) WHERE table_name = 'saga_outbox'");
        await owner.ExecuteAsync("SELECT create_saga_outbox_partition('2020-01-01'::date + n) FROM generate_series(0, 2) AS n");
        await owner.ExecuteAsync(
            """
            INSERT INTO saga_outbox (event_id, saga_id, event_type, payload, status, created_at)
            SELECT gen_random_uuid(), 'round ' || $2, 'e', '{}'::jsonb, 'sent', '2020-01-01 01:00Z'::timestamptz + n % 3 * interval '1 day' FROM generate_series(1, $1) AS n
            UNION ALL
            SELECT gen_random_uuid(), 'round ' || $2, 'e', '{}'::jsonb, 'pending', now() + ($2 + n % 2) * interval '1 day' + interval '400 days' FROM generate_series(1, $1) AS n
            """,
            Rows, round);
        return 2 * Rows;
    }

    private async Task<bool> RunAndKillAsync(string database, int afterMilliseconds, bool crash)
    {
        await using var watcher = await TestSession.OpenAsync(server.Superuser(database));
        var maintenance = MaintainAsync(database);
        var started = Stopwatch.GetTimestamp();
        var victims = new List<int>();
        while (!maintenance.IsCompleted && (victims.Count == 0 || Stopwatch.GetElapsedTime(started).TotalMilliseconds < afterMilliseconds))
        {
            victims = [.. await watcher.RowsAsync<int>("SELECT pid FROM pg_stat_activity WHERE application_name = 'sagaz-build' AND usename = 'sagaz_owner' AND datname = current_database()")];
        }
        if (maintenance.IsCompleted || victims.Count == 0)
        {
            await maintenance;
            return false;
        }
        if (crash)
            Process.GetProcessById(victims[0]).Kill();
        else
            await watcher.ExecuteAsync("SELECT pg_terminate_backend($1)", victims[0]);
        var wasHit = await HitAsync(maintenance);
        await Eventually.HoldsAsync(() => AnswersAsync(database));
        return wasHit;
    }

    private static async Task<bool> HitAsync(Task maintenance)
    {
        try
        {
            await maintenance;
            return false;
        }
        catch (OperationFailedException)
        {
            return true;
        }
    }

    private async Task<bool> AnswersAsync(string database)
    {
        try
        {
            await using var session = await TestSession.OpenAsync(server.Owner(database));
            return await session.ReadAsync<bool>("SELECT NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory')");
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task AgreesAsync(string database, long expected, string when)
    {
        await using var owner = await TestSession.OpenAsync(server.Owner(database));
        var inTable = await owner.ReadAsync<long>("SELECT count(*) FROM saga_outbox");
        var present = await owner.RowsAsync<string>("SELECT partition_name FROM get_partition_statistics()");
        var archived = Directory.Exists(_folder)
            ? Directory.GetFiles(_folder, "*.json").Select(file => ArchiveManifest.Parse(File.ReadAllText(file))!).ToList()
            : [];
        // What is archived and not yet dropped is in both places; its content tells, because a file is named by it.
        var both = 0L;
        foreach (var partition in present.Where(name => name.StartsWith("saga_outbox_y2020", StringComparison.Ordinal)))
        {
            var hash = await owner.ReadAsync<string>(
                $"SELECT md5(concat_ws(':', count(*), sum(hashtextextended(line, 0)::numeric), sum(hashtextextended(line, 1)::numeric))) FROM (SELECT t::text AS line FROM ONLY {partition} AS t) AS lines");
            both += archived.Where(manifest => manifest.RowHash == hash).Sum(manifest => manifest.Rows);
        }
        var lost = expected - (inTable + archived.Sum(manifest => manifest.Rows) - both);
        Assert.True(lost == 0, $"{lost} rows are lost {when}: {inTable} in the table, {archived.Sum(manifest => manifest.Rows)} archived, {both} in both (seed {Seed}).");
        Assert.Equal(0, await owner.ReadAsync<long>(
            """
            SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname ~ '^saga_outbox_y' AND NOT relispartition
            """));
    }

    private async Task EndedAsync(string database)
    {
        await using var owner = await TestSession.OpenAsync(server.Owner(database));
        Assert.Equal(0, await owner.ReadAsync<long>("SELECT count(*) FROM retiring_partitions()"));
        Assert.Equal(0, await owner.ReadAsync<long>("SELECT count(*) FROM ONLY saga_outbox_default"));
        Assert.Equal(0, await owner.ReadAsync<long>("SELECT count(*) FROM saga_outbox WHERE created_at < '2021-01-01'"));
        Assert.Empty(await owner.RowsAsync<string>("SELECT action FROM plan_partition_maintenance(now(), '{saga_outbox,saga_executions,saga_audit_log}') WHERE action <> 'ANALYZE'"));
    }

    private Task<IReadOnlyList<MaintenanceAction>> MaintainAsync(string database) =>
        new Operations.Partitions.PartitionMaintenance(server.Owner(database), new ListLog()).MaintainAsync(_folder, CancellationToken.None);
}
