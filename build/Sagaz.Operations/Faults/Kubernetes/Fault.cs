using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Faults.Kubernetes;

/// <summary>A fault that is one call of the site, and its way back.</summary>
/// <param name="verb">What it does.</param>
/// <param name="site">The pods.</param>
/// <param name="rights">What breaking and healing need; asked for before anything is broken, because half of them would leave it broken.</param>
/// <param name="break">Breaks a target.</param>
/// <param name="heal">Heals a target; null where it heals itself.</param>
internal sealed class Fault(
    FaultVerb verb, KubernetesSite site, IReadOnlyList<NeededRight> rights, Func<string, CancellationToken, Task> @break, Func<string, CancellationToken, Task>? heal = null) : IFault
{
    public FaultVerb Verb => verb;

    /// <exception cref="PreconditionException">A right is missing.</exception>
    public async Task BreakAsync(string target, CancellationToken cancellationToken)
    {
        if (await site.FindMissingAsync(rights, cancellationToken) is { Count: > 0 } missing)
            throw new PreconditionException($"{verb.Name} needs rights that the context lacks: {string.Join(", ", missing)}.", remedy: "docs/kubernetes.md, \"Rights\"; ask who runs the cluster");
        await @break(target, cancellationToken);
    }

    public Task HealAsync(string target, CancellationToken cancellationToken) => heal?.Invoke(target, cancellationToken) ?? Task.CompletedTask;
}
