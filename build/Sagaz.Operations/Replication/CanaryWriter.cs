using Npgsql;
using NpgsqlTypes;
using Sagaz.Core.Replication;

namespace Sagaz.Operations.Replication;

/// <summary>Commits the canary rows one by one through the read-write pool.</summary>
internal sealed class CanaryWriter(NpgsqlConnection pool, string table, CanarySamples samples)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(5);

    /// <summary>Why it stopped before the last row; empty when it did not.</summary>
    public string Failure { get; private set; } = "";

    /// <summary>Writes until the last row, the first failure or the deadline.</summary>
    /// <param name="observers">Told of each commit.</param>
    /// <param name="time">What the whole canary may take; the pauses between rows use up a quarter at most.</param>
    /// <param name="deadline">Ends the writing.</param>
    public async Task WriteAsync(IReadOnlyList<CanaryObserver> observers, TimeSpan time, CancellationToken deadline)
    {
        var quarter = time / 4 / samples.Requested;
        var pause = quarter < LongestPause ? quarter : LongestPause;
        var id = new NpgsqlParameter<int> { NpgsqlDbType = NpgsqlDbType.Integer };
        await using var insert = new NpgsqlCommand(
            $"INSERT INTO {table} (id) VALUES ($1) RETURNING pg_current_wal_insert_lsn()::text", pool)
        {
            Parameters = { id },
        };
        try
        {
            while (samples.Committed < samples.Requested)
            {
                id.TypedValue = samples.Committed + 1;
                var position = Lsn.Parse((string)(await insert.ExecuteScalarAsync(deadline))!);
                samples.Acknowledge();
                foreach (var observer in observers)
                    observer.NoteCommit(position);
                if (pause >= TimeSpan.FromMilliseconds(1))
                    await Task.Delay(pause, deadline);
            }
        }
        catch (Exception exception) when (ConnectionFailure.Is(exception, CancellationToken.None))
        {
            Failure = $"row {samples.Committed + 1} of {samples.Requested}: {ConnectionFailure.Describe(exception)}";
        }
        finally
        {
            samples.Close();
        }
    }
}
