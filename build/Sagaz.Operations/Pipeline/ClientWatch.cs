using System.Globalization;
using Sagaz.Core.Failover;
using Sagaz.Operations.Failover;
using Sagaz.Operations.Ledger;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary>A few clients of both pools, and what they saw while something was done to the cluster.</summary>
internal sealed class ClientWatch : IAsyncDisposable
{
    private readonly ClusterContext cluster;
    private readonly StallProbe probe;
    private readonly string operation;
    private readonly DateTimeOffset begin;

    private ClientWatch(ClusterContext cluster, StallProbe probe, string operation) =>
        (this.cluster, this.probe, this.operation, begin) = (cluster, probe, operation, probe.Now);

    /// <summary>Starts the clients; each has had an answer when it returns.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="endpoints">Where its pools are.</param>
    /// <param name="operation">Name for the measurements: <c>switchover</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Core.Errors.DeadlinePassedException">One had none.</exception>
    public static async Task<ClientWatch> BeginAsync(ClusterContext cluster, ClusterEndpoints endpoints, string operation, CancellationToken cancellationToken)
    {
        var probe = new StallProbe(new LedgerPlan
        {
            Writes = endpoints.ReadWritePool(Account.Application),
            Reads = endpoints.ReadOnlyPool(Account.ReadOnly),
            Run = operation,
            Writers = 2,
            Patience = Deadlines.WatchingClient,
        });
        try
        {
            await probe.AwaitAnswersAsync(DateTimeOffset.MinValue, cluster.Log, cancellationToken);
            return new ClientWatch(cluster, probe, operation);
        }
        catch
        {
            await probe.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until every client was answered once more.</summary>
    /// <exception cref="Core.Errors.DeadlinePassedException">One was not.</exception>
    public async Task<ClientsSaw> EndAsync(CancellationToken cancellationToken)
    {
        await probe.AwaitAnswersAsync(probe.Now, cluster.Log, cancellationToken);
        var end = probe.Now;
        var saw = new ClientsSaw(
            probe.Answers.WorstOutage(ClientKind.Writer, begin, end).Duration,
            probe.Answers.FailuresOf(ClientKind.Writer, begin, end),
            probe.Answers.WorstOutage(ClientKind.Reader, begin, end).Duration,
            probe.Answers.FailuresOf(ClientKind.Reader, begin, end));
        cluster.Recorder.Measure(operation + ".writerStallS", saw.WriterStall.TotalSeconds);
        cluster.Recorder.Measure(operation + ".readerStallS", saw.ReaderStall.TotalSeconds);
        cluster.Recorder.Measure(operation + ".writerErrors", saw.WriterErrors.Count);
        cluster.Recorder.Measure(operation + ".readerErrors", saw.ReaderErrors.Count);
        cluster.Log.Information(string.Create(
            CultureInfo.InvariantCulture,
            $"longest wait of a writer {saw.WriterStall.TotalSeconds:0.00} s with {saw.WriterErrors.Count} errors, of a reader {saw.ReaderStall.TotalSeconds:0.00} s with {saw.ReaderErrors.Count}"));
        return saw;
    }

    public ValueTask DisposeAsync() => probe.DisposeAsync();
}
