using System.Diagnostics;
using Npgsql;
using Sagaz.Core.Replication;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Replication;

/// <summary>Writes the rows of one canary table and watches them arrive.</summary>
internal sealed class CanaryRun : IDisposable
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(2);

    private readonly CanarySamples _samples;
    private readonly CanaryWriter _writer;
    private readonly List<CanaryObserver> _replicas;
    private readonly CanaryObserver _readOnlyPool;
    private readonly List<CanaryObserver> _observers;

    public CanaryRun(
        int rows,
        string table,
        NpgsqlConnection readWritePool,
        PostgresEndpoint readOnlyPool,
        IEnumerable<PostgresEndpoint> replicas)
    {
        _samples = new CanarySamples(rows);
        _writer = new CanaryWriter(readWritePool, table, _samples);
        _replicas = [.. replicas.Select(replica => new CanaryObserver(replica, table, _samples))];
        _readOnlyPool = new CanaryObserver(readOnlyPool, table, _samples);
        _observers = [.. _replicas, _readOnlyPool];
    }

    /// <summary>Measures until every observer saw every row, or the time is over.</summary>
    /// <param name="time">What all of it may take.</param>
    /// <param name="patience">How long to wait for the table to arrive everywhere, and for rows after a failed write.</param>
    /// <param name="log">Told how far it is, every two seconds.</param>
    /// <param name="cancellationToken">Ends it with <see cref="OperationCanceledException"/>.</param>
    public async Task<CanaryResult> MeasureAsync(
        TimeSpan time,
        TimeSpan patience,
        IProgressLog log,
        CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(time);
        var began = Stopwatch.GetTimestamp();
        var work = Task.WhenAll([.. _observers.Select(observer => observer.WatchAsync(deadline.Token)), WriteAsync(time, patience, deadline)]);
        while (await Task.WhenAny(work, Task.Delay(ProgressInterval, CancellationToken.None)) != work)
            log.Information($"canary: {Progress()}; {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s of at most {time.TotalSeconds:0} s");
        await work;
        cancellationToken.ThrowIfCancellationRequested();
        return new CanaryResult
        {
            Requested = _samples.Requested,
            Committed = _samples.Committed,
            WriteFailure = _writer.Failure,
            Replicas = [.. _replicas.Select(replica => replica.Read())],
            ReadOnlyPool = [_readOnlyPool.Read()],
        };
    }

    public void Dispose() => _observers.ForEach(observer => observer.Dispose());

    private async Task WriteAsync(TimeSpan time, TimeSpan patience, CancellationTokenSource deadline)
    {
        // An observer that does not have the table yet would measure the table's lag, not the rows'.
        await Task.WhenAny(
            Task.WhenAll(_observers.Select(observer => observer.Ready)),
            Task.Delay(patience, deadline.Token));
        await _writer.WriteAsync(_observers, time, deadline.Token);
        if (_writer.Failure.Length > 0)
            deadline.CancelAfter(patience);
    }

    private string Progress()
    {
        var seen = _observers.Select(observer => $"{observer.Name} {observer.Seen}");
        return $"{_samples.Committed} of {_samples.Requested} rows committed, seen by {string.Join(", ", seen)}";
    }
}
