using Sagaz.Core.Gates;

namespace Sagaz.Core.Failover;

/// <summary>Judges what clients saw of a switchover.</summary>
public static class SwitchoverGates
{
    private const string Source = "clients of pgbouncer-rw that take a transaction id every 20 ms";

    /// <param name="saw">What clients saw.</param>
    /// <param name="limit">How long a writer may wait.</param>
    public static GateReport Judge(ClientsSaw saw, TimeSpan limit) => new(
    [
        new Gate("switchover-stall", "No writer waits longer than a switchover may take", Source, "s").AtMost(saw.WriterStall.TotalSeconds, limit.TotalSeconds),
        new Gate("switchover-errors", "No writer gets an error", Source, "errors").AtMost(saw.WriterErrors.Count, 0, string.Join("; ", saw.WriterErrors.Distinct().Take(3))),
    ]);
}
