namespace Sagaz.Operations.Tests.Clients;

/// <summary>Claims batches, publishes their events or fails to, and now and then dies with a batch in its hands.</summary>
internal sealed class OutboxWorker(string name, ClientPlay play, EventLedger ledger, Func<Guid, Task> publish, Random random)
{
    private DateTime _newest = DateTime.MinValue;

    /// <summary>Whether events go back or stay stuck by chance; without that, a worker's batches come in order.</summary>
    public bool IsUnreliable { get; init; } = true;

    /// <summary>Works until told that nothing comes any more and nothing is pending.</summary>
    public async Task RunAsync(Func<bool> isOver, CancellationToken ct)
    {
        await using var session = await ClientSession.OpenAsync(play.Application, ct);
        while (true)
        {
            var isLast = isOver();
            var batch = await ClaimAsync(session, ct);
            foreach (var id in batch)
                await HandleAsync(session, id, ct);
            if (batch.Count == 0 && isLast)
                return;
            if (batch.Count == 0)
                await Task.Delay(TimeSpan.FromMilliseconds(5), ct);
        }
    }

    private async Task<IReadOnlyList<Guid>> ClaimAsync(ClientSession session, CancellationToken ct)
    {
        var rows = await session.RowsAsync(
            ClientStatements.Claim,
            row => (Id: row.GetFieldValue<Guid>(row.GetOrdinal("event_id")), CreatedAt: row.GetDateTime(row.GetOrdinal("created_at"))),
            ct, DateTime.UtcNow, play.BatchSize, name);
        foreach (var row in rows)
            ledger.Claim(row.Id, name);
        if (!IsUnreliable && rows.Count > 0)
        {
            if (rows.Min(row => row.CreatedAt) < _newest)
                ledger.Fault($"{name} claimed an event older than those of its batch before");
            _newest = rows.Max(row => row.CreatedAt);
        }

        return [.. rows.OrderBy(row => row.CreatedAt).Select(row => row.Id)];
    }

    private async Task HandleAsync(ClientSession session, Guid id, CancellationToken ct)
    {
        switch (IsUnreliable ? random.Next(20) : 19)
        {
            case 0:
                ledger.Abandon(id);
                return;
            case 1 or 2:
                Require(await session.ExecuteAsync(ClientStatements.MarkFailed, ct, id, "broker down"), id, "failed");
                ledger.LetGo(id);
                Require(await session.ExecuteAsync(ClientStatements.Release, ct, id), id, "released");
                return;
            default:
                await publish(id);
                Require(await session.ExecuteAsync(ClientStatements.MarkSent, ct, id), id, "sent");
                ledger.Send(id);
                return;
        }
    }

    private void Require(int rows, Guid id, string what)
    {
        if (rows != 1)
            ledger.Fault($"{name} marked {rows} rows {what} for event {id}");
    }
}
