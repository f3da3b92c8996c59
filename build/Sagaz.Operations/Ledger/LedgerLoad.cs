using Sagaz.Core.Errors;

namespace Sagaz.Operations.Ledger;

/// <summary>The load of one run: writers, readers and the publisher, from its start to its disposal.</summary>
public sealed class LedgerLoad : IAsyncDisposable
{
    private readonly CancellationTokenSource stopWriting = new();
    private readonly CancellationTokenSource stopPublishing = new();
    private readonly CancellationTokenSource giveUp = new();
    private readonly Task writing;
    private readonly Task publishing;

    private LedgerLoad(LedgerPlan plan, AckLedger ledger)
    {
        var writers = Enumerable.Range(0, plan.Writers).Select(n => new LedgerWriter(n, plan, ledger, Answers).RunAsync(stopWriting.Token));
        var readers = Enumerable.Range(0, plan.Readers).Select(n => new LedgerReader(n, plan, ledger, Answers).RunAsync(stopWriting.Token));
        writing = Task.WhenAll([.. writers, .. readers]);
        publishing = new LedgerPublisher(plan, ledger).RunAsync(stopPublishing.Token, giveUp.Token);
    }

    /// <summary>When which client was answered.</summary>
    public Answers Answers { get; } = new();

    /// <summary>Lets the clients go.</summary>
    /// <param name="plan">Who connects where.</param>
    /// <param name="ledger">Keeps what they are told.</param>
    public static LedgerLoad Start(LedgerPlan plan, AckLedger ledger) => new(plan, ledger);

    /// <summary>Ends the clients, then publishes what is left.</summary>
    /// <param name="deadline">How long publishing may take.</param>
    /// <exception cref="DeadlinePassedException">It did not end in time.</exception>
    public async Task CompleteAsync(TimeSpan deadline)
    {
        await stopWriting.CancelAsync();
        await writing;
        await stopPublishing.CancelAsync();
        giveUp.CancelAfter(deadline);
        try
        {
            await publishing;
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            throw new DeadlinePassedException($"Waited {deadline.TotalSeconds:0} s in vain for the last events to be published through the write pool.", remedy: "./build.sh Status");
        }
    }

    /// <summary>Ends everything at once, where <see cref="CompleteAsync"/> was not reached.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopWriting.CancelAsync();
        await stopPublishing.CancelAsync();
        await giveUp.CancelAsync();
        await Task.WhenAll(writing, publishing).ContinueWith(_ => { }, TaskScheduler.Default);
        stopWriting.Dispose();
        stopPublishing.Dispose();
        giveUp.Dispose();
    }
}
