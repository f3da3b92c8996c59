using Sagaz.Core.Errors;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults;

/// <summary>Breaks and heals; what it breaks stays on record until it is healed, whoever heals it.</summary>
/// <param name="offered">The faults of this runtime.</param>
/// <param name="journal">Keeps the undo records.</param>
/// <param name="log">Told what is broken and healed.</param>
public sealed class FaultInjector(IReadOnlyList<IFault> offered, FaultJournal journal, IProgressLog log)
{
    /// <summary>The faults of this runtime.</summary>
    public IReadOnlyList<IFault> Offered => offered;

    /// <summary>One of <see cref="Offered"/>.</summary>
    /// <exception cref="PreconditionException">There is no such fault here.</exception>
    public IFault Find(string name) => offered.FirstOrDefault(fault => fault.Name == name) ?? throw new PreconditionException(
        $"There is no fault '{name}' here.", ["known: " + string.Join(", ", offered.Select(fault => fault.Name))]);

    /// <summary>Breaks something; the record is on the disk before.</summary>
    /// <param name="name">The verb.</param>
    /// <param name="target">Name of the member or service.</param>
    /// <param name="cancellationToken">Ends it; the record stays.</param>
    public async Task<FaultRecord> BreakAsync(string name, string target, CancellationToken cancellationToken)
    {
        var fault = Find(name);
        var record = new FaultRecord(name, target, Environment.ProcessId, DateTimeOffset.UtcNow);
        journal.Write(record);
        log.Information($"fault: {record}");
        await fault.BreakAsync(target, cancellationToken);
        return record;
    }

    /// <summary>Heals something, and forgets it.</summary>
    public async Task HealAsync(FaultRecord record, CancellationToken cancellationToken)
    {
        await Find(record.Fault).HealAsync(record.Target, cancellationToken);
        journal.Remove(record);
        log.Information($"healed: {record}");
    }

    /// <summary>Heals everything that is on record.</summary>
    /// <returns>What was healed.</returns>
    public async Task<IReadOnlyList<FaultRecord>> HealAllAsync(CancellationToken cancellationToken)
    {
        var left = journal.Read();
        foreach (var record in left)
            await HealAsync(record, cancellationToken);
        return left;
    }
}
