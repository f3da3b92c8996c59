using Sagaz.Core.Ledger;
using Sagaz.Operations.Ledger;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Tests.Ledger;

/// <summary>A ledger's load on a scratch server.</summary>
internal sealed class LedgerRun(LedgerPlan plan, AckLedger ledger, PostgresEndpoint superuser) : IAsyncDisposable
{
    public LedgerPlan Plan => plan;

    public PostgresEndpoint Superuser => superuser;

    public LedgerLoad Load { get; } = LedgerLoad.Start(plan, ledger);

    public LedgerDatabase Database { get; } = new(plan.Writes, plan);

    public Task AwaitAsync(int acknowledgements) => Eventually.HoldsAsync(
        () => Task.FromResult(Load.Answers.To(ClientKind.Writer).Count >= acknowledgements));

    public async Task<LedgerVerdict> JudgeAsync() => LedgerVerdict.Judge(
        await AckLedger.ReadAsync(ledger.Path, CancellationToken.None), await Database.ReadAsync(CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        await Load.DisposeAsync();
        await ledger.DisposeAsync();
    }
}
