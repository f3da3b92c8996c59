using System.Diagnostics;
using Npgsql;
using Sagaz.Operations.Ledger;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Failover;

/// <summary>A few clients of both pools that leave no trace: how long was the longest that one of them had to wait.</summary>
/// <remarks>A writer takes a transaction id, which only a leader gives; no table is touched.</remarks>
internal sealed class StallProbe : IAsyncDisposable
{
    private const string Write = "SELECT txid_current()";
    private const string Read = "SELECT 1";
    private readonly CancellationTokenSource stop = new();
    private readonly DateTimeOffset started = DateTimeOffset.UtcNow;
    private readonly long startedTicks = Stopwatch.GetTimestamp();
    private readonly LedgerPlan plan;
    private readonly Task clients;

    /// <param name="plan">Who connects where; the clients start at once.</param>
    public StallProbe(LedgerPlan plan)
    {
        this.plan = plan;
        clients = Task.WhenAll(
        [
            .. Enumerable.Range(0, plan.Writers).Select(n => RunAsync(ClientKind.Writer, n)),
            .. Enumerable.Range(0, plan.Readers).Select(n => RunAsync(ClientKind.Reader, n)),
        ]);
    }

    /// <summary>When which client was answered.</summary>
    public Answers Answers { get; } = new();

    /// <summary>The time now, on the clock of <see cref="Answers"/>.</summary>
    public DateTimeOffset Now => started + Stopwatch.GetElapsedTime(startedTicks);

    /// <summary>Waits until every client was answered after a moment.</summary>
    /// <exception cref="Core.Errors.DeadlinePassedException">One was not.</exception>
    public Task AwaitAnswersAsync(DateTimeOffset after, IProgressLog log, CancellationToken cancellationToken) => WaitFor.UntilAsync<bool>(
        "every client of the pools to be answered",
        Deadlines.ClientAnswered,
        log,
        _ => Task.FromResult<Observation<bool>>(Answers.Count == plan.Writers + plan.Readers && Answers.Oldest > after ? true : new NotYet("one still waits")),
        cancellationToken,
        "./build.sh Status");

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await clients;
        stop.Dispose();
    }

    private async Task RunAsync(ClientKind kind, int number)
    {
        await using var client = new LedgerClient(kind == ClientKind.Writer ? plan.Writes : plan.Reads, plan);
        while (!stop.IsCancellationRequested)
        {
            var (isDone, failure) = await client.TryAsync(
                async (connection, token) =>
                {
                    await using var question = new NpgsqlCommand(kind == ClientKind.Writer ? Write : Read, connection);
                    await question.ExecuteScalarAsync(token);
                },
                CancellationToken.None);
            if (isDone)
                Answers.Answer(kind, number, Now);
            else
                Answers.Fail(kind, Now, failure);
            await Pause.ForAsync(isDone ? plan.Pace : plan.Reconnect, stop.Token);
        }
    }
}
