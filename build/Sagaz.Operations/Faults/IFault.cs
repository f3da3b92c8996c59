namespace Sagaz.Operations.Faults;

/// <summary>One way to break a cluster, and the way back; each runtime has its own set.</summary>
/// <remarks>
/// <see cref="FaultInjector"/> calls them in this order and keeps an undo record from before the break until after the
/// heal, so that another process can heal what this one left broken.
/// </remarks>
public interface IFault
{
    /// <summary>What it does and to whom.</summary>
    FaultVerb Verb { get; }

    /// <summary>Breaks it.</summary>
    /// <param name="target">Name of the member or service.</param>
    /// <param name="cancellationToken">May leave it half broken; healing copes.</param>
    /// <exception cref="Core.Errors.SagazException">It cannot be broken.</exception>
    Task BreakAsync(string target, CancellationToken cancellationToken);

    /// <summary>Undoes the break; does no harm where nothing is broken, or only half of it.</summary>
    /// <param name="target">Name of the member or service.</param>
    /// <param name="cancellationToken">Leaves the undo record for the next attempt.</param>
    /// <remarks>It does not wait until the cluster is whole again.</remarks>
    Task HealAsync(string target, CancellationToken cancellationToken);
}
