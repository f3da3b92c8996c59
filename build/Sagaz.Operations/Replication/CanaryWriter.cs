using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Sagaz.Core.Replication;

namespace Sagaz.Operations.Replication;

/// <summary>Commits the canary rows one by one through the read-write pool.</summary>
/// <remarks>
/// A commit that waits for a standby and is cancelled succeeds on the leader alone and says so only in a warning, so
/// a row that came with a warning was not acknowledged (PostgreSQL manual, "Synchronous Replication").
/// </remarks>
internal sealed class CanaryWriter(NpgsqlConnection pool, string table, CanarySamples samples)
{
    private static readonly TimeSpan LongestStep = TimeSpan.FromMilliseconds(5);

    private string _warning = "";

    /// <summary>Why it stopped before the last row; empty when it did not.</summary>
    public string Failure { get; private set; } = "";

    /// <summary>Writes until the last row, the first failure or the deadline.</summary>
    /// <param name="observers">Told of each commit.</param>
    /// <param name="time">What the whole canary may take; rows are 5 ms apart, or less so that a quarter of it suffices.</param>
    /// <param name="deadline">Ends the writing.</param>
    public async Task WriteAsync(IReadOnlyList<CanaryObserver> observers, TimeSpan time, CancellationToken deadline)
    {
        var quarter = time / 4 / samples.Requested;
        var step = quarter < LongestStep ? quarter : LongestStep;
        var began = Stopwatch.GetTimestamp();
        pool.Notice += KeepWarning;
        try
        {
            while (samples.Committed < samples.Requested && Failure.Length == 0)
            {
                var early = (step * samples.Committed) - Stopwatch.GetElapsedTime(began);
                if (early > TimeSpan.Zero)
                    await Task.Delay(early, deadline);
                await WriteRowAsync(observers, deadline);
            }
        }
        catch (Exception exception) when (ConnectionFailure.Is(exception, CancellationToken.None))
        {
            Fail(ConnectionFailure.Describe(exception));
        }
        finally
        {
            pool.Notice -= KeepWarning;
            samples.Close();
        }
    }

    private async Task WriteRowAsync(IReadOnlyList<CanaryObserver> observers, CancellationToken deadline)
    {
        await using var insert = new NpgsqlCommand(
            $"INSERT INTO {table} (id) VALUES ($1) RETURNING pg_current_wal_insert_lsn()::text", pool)
        {
            Parameters = { new NpgsqlParameter<int> { NpgsqlDbType = NpgsqlDbType.Integer, TypedValue = samples.Committed + 1 } },
        };
        var position = Lsn.Parse((string)(await insert.ExecuteScalarAsync(deadline))!);
        if (_warning.Length > 0)
        {
            Fail(deadline.IsCancellationRequested ? $"no acknowledgement before the deadline ({_warning})" : _warning);
            return;
        }

        samples.Acknowledge();
        foreach (var observer in observers)
            observer.NoteCommit(position);
    }

    private void KeepWarning(object sender, NpgsqlNoticeEventArgs notice)
    {
        if (notice.Notice.InvariantSeverity == "WARNING")
            _warning = notice.Notice.MessageText;
    }

    private void Fail(string reason) => Failure = $"row {samples.Committed + 1} of {samples.Requested}: {reason}";
}
