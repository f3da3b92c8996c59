using Sagaz.Core.Gates;

namespace Sagaz.Core.Failover;

/// <summary>Judges what clients saw of a switchover.</summary>
public static class SwitchoverGates
{
    private const string Source = "clients of pgbouncer-rw that take a transaction id every 20 ms";

    /// <param name="stall">The longest that one writer waited.</param>
    /// <param name="errors">What failed for writers.</param>
    /// <param name="limit">How long a writer may wait.</param>
    public static GateReport Judge(TimeSpan stall, IReadOnlyList<string> errors, TimeSpan limit) => new(
    [
        new Gate("switchover-stall", "No writer waits longer than a switchover may take", Source, "s").AtMost(stall.TotalSeconds, limit.TotalSeconds),
        new Gate("switchover-errors", "No writer gets an error", Source, "errors").AtMost(errors.Count, 0, string.Join("; ", errors.Distinct().Take(3))),
    ]);
}
