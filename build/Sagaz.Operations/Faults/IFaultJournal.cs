using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults;

/// <summary>The undo records of a cluster: what is or may be broken.</summary>
public interface IFaultJournal
{
    /// <summary>Everything that is or may be broken, oldest first.</summary>
    /// <exception cref="Core.Errors.SagazException">A record cannot be read.</exception>
    Task<IReadOnlyList<FaultRecord>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Writes a record; it outlives this process when this returns.</summary>
    Task WriteAsync(FaultRecord record, CancellationToken cancellationToken);

    /// <summary>Forgets a record whose fault is healed.</summary>
    Task RemoveAsync(FaultRecord record, CancellationToken cancellationToken);

    /// <summary>Keeps others of this machine from healing meanwhile: two that undo one thing at once would stumble over each other.</summary>
    /// <param name="log">Told when somebody else heals.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Core.Errors.DeadlinePassedException">Somebody else did not end healing.</exception>
    Task<IDisposable> HoldAsync(IProgressLog log, CancellationToken cancellationToken);
}
