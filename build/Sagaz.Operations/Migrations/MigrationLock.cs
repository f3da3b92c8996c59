using System.Diagnostics;
using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Migrations;

/// <summary>One migration at a time: a session-level advisory lock, asked for and never queued for.</summary>
/// <remarks>Waiting inside pg_advisory_lock would deadlock with a CREATE INDEX CONCURRENTLY of the session that holds it.</remarks>
internal sealed class MigrationLock(IProgressLog log)
{
    // 'sagz' and a running number, as two 32-bit halves: pg_locks shows them as classid and objid.
    private const int HighHalf = 0x7361677A;
    private const int LowHalf = 2;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(5);

    /// <returns>How long it took.</returns>
    /// <exception cref="DeadlinePassedException">Names the session that holds it.</exception>
    public async Task<TimeSpan> AcquireAsync(NpgsqlConnection session, TimeSpan deadline, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Interval);
        var nextLine = TimeSpan.Zero;
        while (!await TryAsync(session, ct))
        {
            if (watch.Elapsed >= deadline || watch.Elapsed >= nextLine)
            {
                var holder = await DescribeHolderAsync(session, ct);
                if (watch.Elapsed >= deadline)
                {
                    throw new DeadlinePassedException(
                        $"Another migration was still running after {deadline.TotalSeconds:0.#} s (lock deadline).",
                        [$"held by: {holder}"],
                        "wait for it, or end that session if its client is gone");
                }

                log.Information($"Waiting for another migration: {holder} ({watch.Elapsed.TotalSeconds:0} of {deadline.TotalSeconds:0} s)");
                nextLine = watch.Elapsed + ProgressInterval;
            }

            await timer.WaitForNextTickAsync(ct);
        }

        return watch.Elapsed;
    }

    private static async Task<bool> TryAsync(NpgsqlConnection session, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(($1::bigint << 32) | $2)", session);
        command.Parameters.AddWithValue((long)HighHalf);
        command.Parameters.AddWithValue((long)LowHalf);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<string> DescribeHolderAsync(NpgsqlConnection session, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT format('pid %s, client %s, application %s, since %s',
              activity.pid,
              coalesce(activity.client_addr::text, 'local'),
              coalesce(nullif(activity.application_name, ''), 'unnamed'),
              to_char(activity.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS"Z"'))
            FROM pg_locks
            JOIN pg_stat_activity AS activity USING (pid)
            WHERE locktype = 'advisory' AND granted AND objsubid = 1
              AND classid = $1::bigint::oid AND objid = $2::bigint::oid
              AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """,
            session);
        command.Parameters.AddWithValue((long)HighHalf);
        command.Parameters.AddWithValue((long)LowHalf);
        return await command.ExecuteScalarAsync(ct) as string ?? "a session that has just ended";
    }
}
