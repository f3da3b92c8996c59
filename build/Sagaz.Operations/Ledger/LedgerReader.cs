using Npgsql;

namespace Sagaz.Operations.Ledger;

/// <summary>One reading client, through pgbouncer-ro.</summary>
internal sealed class LedgerReader(int number, LedgerPlan plan, AckLedger ledger, Answers answers)
{
    /// <summary>Reads until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await using var client = new LedgerClient(plan.Reads, plan);
        using var pace = new PeriodicTimer(plan.Pace);
        while (!stop.IsCancellationRequested)
        {
            var (isDone, failure) = await client.TryAsync(ReadAsync, CancellationToken.None);
            if (isDone)
            {
                answers.Answer(ClientKind.Reader, number, ledger.Now);
                await pace.WaitForNextTickAsync(CancellationToken.None);
                continue;
            }
            answers.Fail(ClientKind.Reader, ledger.Now, failure);
            await Pause.ForAsync(plan.Reconnect, stop);
        }
    }

    private async Task ReadAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var read = new NpgsqlCommand(LedgerStatements.Read, connection);
        read.Parameters.Add(new NpgsqlParameter { Value = plan.AggregateType });
        await read.ExecuteScalarAsync(token);
    }
}
