using System.Runtime.ExceptionServices;
using Sagaz.Core.Errors;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults;

/// <summary>Breaks and heals; what it breaks stays on record until it is healed, whoever heals it.</summary>
/// <param name="offer">What this runtime can do, and why not the rest.</param>
/// <param name="journal">Keeps the undo records.</param>
/// <param name="guard">Makes sure, before anything is broken, that it will be healed when this process is killed.</param>
/// <param name="log">Told what is broken and healed.</param>
public sealed class FaultInjector(FaultOffer offer, IFaultJournal journal, Func<CancellationToken, Task> guard, IProgressLog log)
{
    /// <summary>What can be broken on this runtime, and why the rest cannot.</summary>
    public FaultOffer Offer => offer;

    /// <summary>One of the verbs that are offered.</summary>
    /// <exception cref="PreconditionException">There is no such fault here.</exception>
    public FaultVerb Find(string name) => FaultOf(name).Verb;

    /// <summary>Breaks something; the record is on the disk before.</summary>
    /// <param name="name">The verb.</param>
    /// <param name="target">Name of the member or service.</param>
    /// <param name="cancellationToken">Ends it; the record stays.</param>
    public async Task<FaultRecord> BreakAsync(string name, string target, CancellationToken cancellationToken)
    {
        var fault = FaultOf(name);
        await guard(cancellationToken);
        var record = new FaultRecord(name, target, Environment.ProcessId, DateTimeOffset.UtcNow);
        await journal.WriteAsync(record, cancellationToken);
        log.Information($"fault: {record}");
        await fault.BreakAsync(target, cancellationToken);
        return record;
    }

    /// <summary>Heals something, and forgets it.</summary>
    public async Task HealAsync(FaultRecord record, CancellationToken cancellationToken)
    {
        using var held = await journal.HoldAsync(log, cancellationToken);
        await HealHeldAsync(record, cancellationToken);
    }

    /// <summary>Heals everything that is on record, also when one of it resists.</summary>
    /// <returns>What was healed.</returns>
    /// <exception cref="Exception">The first that could not be healed says why; it stays on record.</exception>
    public async Task<IReadOnlyList<FaultRecord>> HealAllAsync(CancellationToken cancellationToken)
    {
        var (healed, failures) = await TryHealAllAsync(cancellationToken);
        if (failures.Count > 0)
            ExceptionDispatchInfo.Throw(failures[0]);
        return healed;
    }

    /// <summary>Heals what can be healed now; a warning names what cannot, which stays on record.</summary>
    /// <returns>What was healed, and why the rest was not.</returns>
    public async Task<(IReadOnlyList<FaultRecord> Healed, IReadOnlyList<Exception> Failures)> TryHealAllAsync(CancellationToken cancellationToken)
    {
        if ((await journal.ReadAsync(cancellationToken)).Count == 0)
            return ([], []);
        using var held = await journal.HoldAsync(log, cancellationToken);
        var (healed, failures) = (new List<FaultRecord>(), new List<Exception>());
        foreach (var record in await journal.ReadAsync(cancellationToken))
        {
            try
            {
                await HealHeldAsync(record, cancellationToken);
                healed.Add(record);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.Warning($"not healed: {record}; {(failure as SagazException)?.Sentence ?? failure.Message}");
                failures.Add(failure);
            }
        }
        return (healed, failures);
    }

    private async Task HealHeldAsync(FaultRecord record, CancellationToken cancellationToken)
    {
        await FaultOf(record.Fault).HealAsync(record.Target, cancellationToken);
        await journal.RemoveAsync(record, cancellationToken);
        log.Information($"healed: {record}");
    }

    private IFault FaultOf(string name)
    {
        if (offer.Faults.FirstOrDefault(fault => fault.Verb.Name == name) is { } found)
            return found;
        var known = offer.Names;
        if (FaultVerbs.All.Any(verb => verb.Name == name))
            throw new PreconditionException($"There is no fault '{name}' here: {offer.WhyNot(name)}.", ["known: " + string.Join(", ", known)]);
        var nearest = NearestName.Find(name, known);
        throw new PreconditionException(
            $"There is no fault '{name}' here{(nearest is null ? "." : $"; did you mean '{nearest}'?")}", ["known: " + string.Join(", ", known)]);
    }
}
