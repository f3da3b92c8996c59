using System.Diagnostics;
using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Migrations;

/// <summary>Waits until replicas have replayed the leader's WAL up to a position.</summary>
internal sealed class ReplayWait(IProgressLog log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(5);

    /// <returns>How long it took.</returns>
    /// <exception cref="DeadlinePassedException">Names the replica and the last thing that was seen of it.</exception>
    public async Task<TimeSpan> UntilReplayedAsync(
        IReadOnlyList<PostgresEndpoint> replicas, string lsn, TimeSpan deadline, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(replicas.Select(replica => UntilReplayedAsync(replica, lsn, watch, deadline, ct)));
        return watch.Elapsed;
    }

    private async Task UntilReplayedAsync(
        PostgresEndpoint replica, string lsn, Stopwatch watch, TimeSpan deadline, CancellationToken ct)
    {
        await using var source = replica.CreateDataSource();
        using var timer = new PeriodicTimer(Interval);
        var nextLine = ProgressInterval;
        string lastSeen;
        while ((lastSeen = await LookAsync(source, lsn, ct)) != "")
        {
            if (watch.Elapsed >= deadline)
            {
                throw new DeadlinePassedException(
                    $"Replica '{replica.Name}' had not replayed {lsn} after {deadline.TotalSeconds:0.#} s (replay deadline).",
                    [$"last seen: {lastSeen}", "the migrations themselves are applied and journaled"],
                    "./build.sh Status, then ./build.sh Migrate again");
            }

            if (watch.Elapsed >= nextLine)
            {
                log.Information($"Waiting for {replica.Name}: {lastSeen} ({watch.Elapsed.TotalSeconds:0} of {deadline.TotalSeconds:0} s)");
                nextLine = watch.Elapsed + ProgressInterval;
            }

            await timer.WaitForNextTickAsync(ct);
        }
    }

    /// <returns>What is still missing; empty when nothing is.</returns>
    private static async Task<string> LookAsync(NpgsqlDataSource source, string lsn, CancellationToken ct)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            await using var command = new NpgsqlCommand(
                """
                SELECT pg_is_in_recovery(), coalesce(pg_wal_lsn_diff($1::text::pg_lsn, pg_last_wal_replay_lsn()), 1)::bigint
                """,
                connection);
            command.Parameters.AddWithValue(lsn);
            await using var reader = await command.ExecuteReaderAsync(ct);
            await reader.ReadAsync(ct);
            if (!reader.GetBoolean(0))
                return "it is not a replica any more";
            return reader.GetInt64(1) is > 0 and var behind ? $"{behind} bytes behind" : "";
        }
        catch (NpgsqlException failure)
        {
            return failure.Message;
        }
    }
}
