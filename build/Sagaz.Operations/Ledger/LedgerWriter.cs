using Npgsql;
using Sagaz.Core.Ledger;

namespace Sagaz.Operations.Ledger;

/// <summary>One writing client: sagas step by step, each step saved with its outbox event in one transaction.</summary>
/// <remarks>A saga whose step ended unknown is left alone: going on with it would tell what became of the step.</remarks>
internal sealed class LedgerWriter(int number, LedgerPlan plan, AckLedger ledger, Answers answers)
{
    private int sagas;
    private DateTimeOffset lastCreated;

    /// <summary>Writes until it is stopped; a transaction under way is finished.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await using var client = new LedgerClient(plan.Writes, plan);
        using var pace = new PeriodicTimer(plan.Pace);
        var (saga, sequence) = (NextSaga(), 0);
        while (!stop.IsCancellationRequested)
        {
            var isStored = await WriteAsync(client, new LedgerEvent(Guid.NewGuid(), saga, ++sequence));
            if (!isStored || sequence == plan.StepsPerSaga)
                (saga, sequence) = (NextSaga(), 0);
            if (!isStored)
                await Pause.ForAsync(plan.Reconnect, stop);
            else
                await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task<bool> WriteAsync(LedgerClient client, LedgerEvent row)
    {
        await ledger.AppendAsync(new Attempted(ledger.Now, row));
        var isCommitSent = false;
        var (isDone, failure) = await client.TryAsync(async (connection, token) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(token);
            await SaveAsync(connection, row, token);
            isCommitSent = true;
            await transaction.CommitAsync(token);
        }, CancellationToken.None);
        if (isDone)
        {
            // The moment of the answer, not of the disk that notes it.
            var at = ledger.Now;
            await ledger.AppendAsync(new Acknowledged(at, row.Id));
            answers.Answer(ClientKind.Writer, number, at);
            return true;
        }
        answers.Fail(ClientKind.Writer, ledger.Now, failure);
        if (!isCommitSent)
            await ledger.AppendAsync(new Abandoned(ledger.Now, row.Id));
        return false;
    }

    private async Task SaveAsync(NpgsqlConnection connection, LedgerEvent row, CancellationToken token)
    {
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, LedgerStatements.UpsertSaga, row.Saga, plan.AggregateType);
        Add(batch, LedgerStatements.DeleteSteps, row.Saga);
        for (var step = 1; step <= row.Sequence; step++)
            Add(batch, LedgerStatements.InsertStep, row.Saga, $"step-{step}");
        Add(batch, LedgerStatements.InsertEvent, row.Id, row.Saga, plan.AggregateType, row.Sequence, CreatedAt());
        await batch.ExecuteNonQueryAsync(token);
    }

    /// <summary>Rises with every event, because the claim orders by it.</summary>
    private DateTime CreatedAt()
    {
        var now = ledger.Now;
        lastCreated = now > lastCreated ? now : lastCreated.AddMicroseconds(1);
        return lastCreated.UtcDateTime;
    }

    private string NextSaga() => $"{plan.AggregateType}-{number}-{++sagas}";

    private static void Add(NpgsqlBatch batch, string statement, params object[] values)
    {
        var command = new NpgsqlBatchCommand(statement);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }
}
