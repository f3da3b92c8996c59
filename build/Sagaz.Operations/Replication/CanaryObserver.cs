using System.Diagnostics;
using Npgsql;
using Sagaz.Core.Replication;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Replication;

/// <summary>Looks for the canary rows through one endpoint, over one connection.</summary>
/// <remarks>
/// It looks as soon as a commit is noted and then about once per millisecond until the row is there. The server
/// sleeps that millisecond, because timers here are only as fine as the kernel's tick, often 4 ms.
/// </remarks>
internal sealed class CanaryObserver(PostgresEndpoint endpoint, string table, CanarySamples samples) : IDisposable
{
    private const string Replayed = "CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END::text";

    private static readonly TimeSpan TablePause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestIdleness = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _commits = new(0);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long[] _seenAt = new long[samples.Requested];
    private readonly List<double> _bytesBehind = new(samples.Requested);
    private ulong _replayed;
    private int _seen;
    private string _failure = "";

    public string Name => endpoint.Name;

    /// <summary>Rows seen until now.</summary>
    public int Seen => Volatile.Read(ref _seen);

    /// <summary>Ends when the table has arrived, or cannot arrive any more.</summary>
    public Task Ready => _ready.Task;

    /// <summary>The writer's note that a row at this position was just committed.</summary>
    public void NoteCommit(Lsn position)
    {
        var replayed = new Lsn(Volatile.Read(ref _replayed));
        if (!replayed.IsNone)
            _bytesBehind.Add(replayed.BytesBehind(position));
        _commits.Release();
    }

    /// <summary>Looks until every row was seen or the deadline passed; a failure ends it and is part of the reading.</summary>
    public async Task WatchAsync(CancellationToken deadline)
    {
        try
        {
            await using var source = endpoint.CreateDataSource();
            await using var connection = await source.OpenConnectionAsync(deadline);
            await AwaitTableAsync(connection, deadline);
            _ready.TrySetResult();
            await AwaitRowsAsync(connection, deadline);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            _failure = "the deadline passed";
        }
        catch (Exception exception) when (ConnectionFailure.Is(exception, CancellationToken.None))
        {
            _failure = ConnectionFailure.Describe(exception);
        }
        finally
        {
            _ready.TrySetResult();
        }
    }

    /// <summary>What was seen, once <see cref="WatchAsync"/> has ended.</summary>
    public CanaryReading Read() => new()
    {
        Observer = Name,
        Seen = Seen,
        LagMilliseconds = samples.LagUntil(_seenAt),
        LagBytes = LagDistribution.Of(_bytesBehind),
        Failure = _failure,
    };

    public void Dispose() => _commits.Dispose();

    private async Task AwaitTableAsync(NpgsqlConnection connection, CancellationToken deadline)
    {
        await using var command = new NpgsqlCommand($"SELECT to_regclass('{table}') IS NOT NULL, {Replayed}", connection);
        while (!await PollAsync(command, row => row.GetBoolean(0), deadline))
            await Task.Delay(TablePause, deadline);
    }

    private async Task AwaitRowsAsync(NpgsqlConnection connection, CancellationToken deadline)
    {
        var last = new NpgsqlParameter<int> { TypedValue = 0 };
        await using var command = new NpgsqlCommand($"SELECT array(SELECT id FROM {table} WHERE id > $1 ORDER BY id), {Replayed}", connection)
        {
            Parameters = { last },
        };
        await using var sleep = new NpgsqlCommand("SELECT pg_sleep(0.001)", connection);
        while (Seen < samples.Target)
        {
            if (Seen < samples.Committed)
                await sleep.ExecuteNonQueryAsync(deadline);
            else
                await _commits.WaitAsync(LongestIdleness, deadline);

            var ids = await PollAsync(command, row => row.GetFieldValue<int[]>(0), deadline);
            var now = Stopwatch.GetTimestamp();
            foreach (var id in ids)
                _seenAt[id - 1] = now;
            if (ids.Length > 0)
                last.TypedValue = ids[^1];
            Volatile.Write(ref _seen, Seen + ids.Length);
        }
    }

    private async Task<T> PollAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken deadline)
    {
        await using var row = await command.ExecuteReaderAsync(deadline);
        await row.ReadAsync(deadline);
        if (!row.IsDBNull(1))
            Volatile.Write(ref _replayed, Lsn.Parse(row.GetString(1)).Value);
        return read(row);
    }
}
