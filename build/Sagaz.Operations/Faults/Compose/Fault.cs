namespace Sagaz.Operations.Faults.Compose;

/// <summary>A fault that is one call of the site, and its way back.</summary>
/// <param name="verb">What it does.</param>
/// <param name="site">The containers.</param>
/// <param name="break">Breaks a target.</param>
/// <param name="heal">Heals a target; null where it heals itself.</param>
internal sealed class Fault(
    FaultVerb verb, ComposeSite site, Func<string, CancellationToken, Task> @break, Func<string, CancellationToken, Task>? heal = null) : IFault
{
    public FaultVerb Verb => verb;

    public Task BreakAsync(string target, CancellationToken cancellationToken) => @break(target, cancellationToken);

    public async Task HealAsync(string target, CancellationToken cancellationToken)
    {
        // A killed run may have left its helper between the making and the removal.
        await site.RemoveHelperAsync(verb, cancellationToken);
        if (heal is not null)
            await heal(target, cancellationToken);
    }
}
