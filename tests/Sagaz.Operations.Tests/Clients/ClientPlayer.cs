using System.Threading.Channels;
using Npgsql;

namespace Sagaz.Operations.Tests.Clients;

/// <summary>Plays the library's clients against one endpoint, all at once, and keeps a ledger of what they were told.</summary>
/// <remarks>Knows neither servers nor tests, so that it runs through pgbouncer-rw as well. It leaves its rows behind.</remarks>
internal sealed class ClientPlayer(ClientPlay play)
{
    private static readonly string[] Steps = ["reserve", "pay", "ship", "notify"];
    private readonly EventLedger _ledger = new();
    private readonly Channel<Guid> _deliveries = Channel.CreateUnbounded<Guid>();

    /// <summary>Savers, unreliable workers, one rescuer and two consumers until every event is sent and consumed.</summary>
    public async Task<EventLedger> PlayAsync(CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(play.Deadline);
        var token = deadline.Token;
        var saved = Task.WhenAll(Enumerable.Range(0, play.Savers).Select(n => GuardAsync($"saver-{n}", () => SaveAsync(n, token))));
        bool IsOver() => saved.IsCompleted && _ledger.Sent.Count >= _ledger.Inserted.Count;
        var published = Task.WhenAll(
        [
            .. Workers(isUnreliable: true).Select((worker, n) => GuardAsync($"worker-{n}", () => worker.RunAsync(IsOver, token))),
            GuardAsync("rescuer", () => RescueAsync(IsOver, token)),
        ]);
        var consumed = Task.WhenAll(Enumerable.Range(0, 2).Select(n => GuardAsync($"consumer-{n}", () => ConsumeAsync(token))));
        await Task.WhenAll(saved, published);
        _deliveries.Writer.Complete();
        await consumed;
        return _ledger;
    }

    /// <summary>Events that are all there already are claimed by reliable workers, each in the order of created_at.</summary>
    public async Task<EventLedger> DrainAsync(int events, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(play.Deadline);
        var random = new Random(play.Seed);
        await using (var session = await ClientSession.OpenAsync(play.Application, deadline.Token))
        {
            for (var n = 0; n < events; n++)
                await InsertEventAsync(session, "drained", random, deadline.Token);
        }

        await Task.WhenAll(Workers(isUnreliable: false).Select((worker, n) => GuardAsync($"worker-{n}", () => worker.RunAsync(() => true, deadline.Token))));
        return _ledger;
    }

    private IEnumerable<OutboxWorker> Workers(bool isUnreliable) => Enumerable.Range(0, play.Workers).Select(n =>
        new OutboxWorker($"worker-{n}", play, _ledger, PublishAsync, new Random(play.Seed + 100 + n)) { IsUnreliable = isUnreliable });

    private async Task SaveAsync(int saver, CancellationToken ct)
    {
        var random = new Random(play.Seed + saver);
        await using var session = await ClientSession.OpenAsync(play.Application, ct);
        for (var n = 0; n < play.SavesEach; n++)
        {
            var saga = $"saga-{play.Seed}-{random.Next(play.Sagas)}";
            await using var transaction = await session.BeginAsync(ct);
            await session.ExecuteAsync(ClientStatements.UpsertSaga, ct, saga, "order", n % 2 == 0 ? "running" : "completed", "{}", "{}");
            await session.ExecuteAsync(ClientStatements.DeleteSteps, ct, saga);
            foreach (var step in Steps.Take(1 + random.Next(Steps.Length)))
                await session.ExecuteAsync(ClientStatements.InsertStep, ct, saga, step, "done", n);
            var id = await InsertEventAsync(session, saga, random, ct);
            await transaction.CommitAsync(ct);
            _ledger.Insert(id);
        }
    }

    private async Task<Guid> InsertEventAsync(ClientSession session, string saga, Random random, CancellationToken ct)
    {
        var id = Guid.NewGuid();
        await session.ExecuteAsync(ClientStatements.InsertEvent, ct, id, saga, DateTime.UtcNow.AddMinutes(-random.Next(1 + (play.DaysBack * 24 * 60))));
        return id;
    }

    private async Task RescueAsync(Func<bool> isOver, CancellationToken ct)
    {
        await using var session = await ClientSession.OpenAsync(play.Application, ct);
        while (!isOver())
        {
            var stuck = await session.RowsAsync(ClientStatements.FindStuck, row => row.GetFieldValue<Guid>(0), ct, DateTime.UtcNow.AddMinutes(1));
            foreach (var id in stuck.Where(_ledger.Rescue))
            {
                if (await session.ExecuteAsync(ClientStatements.Release, ct, id) != 1)
                    _ledger.Fault($"stuck event {id} could not be released");
            }

            await session.RowsAsync(ClientStatements.CountPending, row => row.GetInt64(0), ct);
            await Task.Delay(TimeSpan.FromMilliseconds(10), ct);
        }
    }

    // At least once, and so twice: that is what the inbox is for.
    private async Task PublishAsync(Guid id)
    {
        await _deliveries.Writer.WriteAsync(id);
        await _deliveries.Writer.WriteAsync(id);
    }

    private async Task ConsumeAsync(CancellationToken ct)
    {
        await using var session = await ClientSession.OpenAsync(play.Application, ct);
        await foreach (var id in _deliveries.Reader.ReadAllAsync(ct))
        {
            try
            {
                await session.ExecuteAsync(ClientStatements.InsertSeen, ct, id, "billing");
            }
            catch (PostgresException seen) when (seen.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                continue;
            }

            _ledger.SeeFirst(id);
            if (await session.ExecuteAsync(ClientStatements.UpdateSeen, ct, id, 3) != 1)
                _ledger.Fault($"the inbox has no row of {id} to update");
        }
    }

    private async Task GuardAsync(string client, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (PostgresException failure)
        {
            _ledger.Fault($"{client}: {failure.SqlState} {failure.MessageText}");
        }
        catch (OperationCanceledException)
        {
            _ledger.Fault($"{client} did not end within {play.Deadline.TotalSeconds:0} s");
        }
    }
}
