namespace Sagaz.Operations.Faults.Compose;

/// <summary>The store stands still most of the time: stopped for 300 ms, let go for 50 ms, again and again, by a helper.</summary>
internal sealed class SlowStore(ComposeSite site)
{
    private const string Loop = "while kill -STOP \"$1\"; do sleep 0.3; kill -CONT \"$1\"; sleep 0.05; done";

    public async Task BreakAsync(string store, CancellationToken cancellationToken)
    {
        var container = await site.RequireAsync(store, cancellationToken);
        await site.StartHelperAsync(FaultVerbs.SlowStore, container, [Loop, "sh", ComposeSite.IdOf(container)], ComposeSite.Outside, cancellationToken);
    }

    public Task HealAsync(string store, CancellationToken cancellationToken) => site.ContinueAsync(FaultVerbs.SlowStore, store, cancellationToken);
}
