using Npgsql;
using Sagaz.Core.Ledger;

namespace Sagaz.Operations.Ledger;

/// <summary>The outbox's one worker: claims, publishes into the ledger, marks as sent; never twice of its own doing.</summary>
/// <remarks>
/// What it claimed without learning so it finds again by its name, and what it could not mark it marks later: an event
/// that is published twice all the same was pending again after its claim was acknowledged, which is a loss.
/// </remarks>
internal sealed class LedgerPublisher(LedgerPlan plan, AckLedger ledger)
{
    private const int BatchSize = 100;
    private readonly List<Guid> unmarked = [];
    private bool isClaimUnknown;

    /// <summary>Publishes until it is stopped and nothing is pending any more.</summary>
    /// <param name="stop">No more events will come.</param>
    /// <param name="giveUp">Ends it with <see cref="OperationCanceledException"/>, drained or not.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken giveUp)
    {
        await using var client = new LedgerClient(plan.Writes, plan);
        while (true)
        {
            var isLast = stop.IsCancellationRequested;
            var claimed = new List<LedgerEvent>();
            var statement = isClaimUnknown ? LedgerStatements.FindClaimed : LedgerStatements.Claim;
            var wasUnknown = isClaimUnknown;
            isClaimUnknown = true;
            var (isDone, _) = await client.TryAsync(async (connection, token) =>
            {
                claimed.Clear();
                await MarkAsync(connection, token);
                await ClaimAsync(connection, statement, claimed, token);
            }, giveUp);
            isClaimUnknown = !isDone;
            if (isDone)
                await PublishAsync(claimed);
            if (isDone && isLast && !wasUnknown && claimed.Count == 0)
                return;
            if (!isDone || claimed.Count == 0)
                await Task.Delay(plan.Reconnect, giveUp);
        }
    }

    private async Task PublishAsync(List<LedgerEvent> claimed)
    {
        foreach (var row in claimed.OrderBy(row => row.Saga, StringComparer.Ordinal).ThenBy(row => row.Sequence))
        {
            await ledger.AppendAsync(new Published(ledger.Now, row));
            unmarked.Add(row.Id);
        }
    }

    private async Task MarkAsync(NpgsqlConnection connection, CancellationToken token)
    {
        if (unmarked.Count == 0)
            return;
        await using var mark = Command(connection, LedgerStatements.MarkSent, unmarked.ToArray(), plan.AggregateType);
        await mark.ExecuteNonQueryAsync(token);
        unmarked.Clear();
    }

    private async Task ClaimAsync(NpgsqlConnection connection, string statement, List<LedgerEvent> claimed, CancellationToken token)
    {
        await using var claim = statement == LedgerStatements.Claim
            ? Command(connection, statement, ledger.Now.UtcDateTime.AddSeconds(1), BatchSize, plan.AggregateType, plan.AggregateType)
            : Command(connection, statement, plan.AggregateType, plan.AggregateType);
        await using var row = await claim.ExecuteReaderAsync(token);
        while (await row.ReadAsync(token))
            claimed.Add(LedgerDatabase.ReadEvent(row));
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string statement, params object[] values)
    {
        var command = new NpgsqlCommand(statement, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
