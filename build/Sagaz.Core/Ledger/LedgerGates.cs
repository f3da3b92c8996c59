using Sagaz.Core.Gates;

namespace Sagaz.Core.Ledger;

/// <summary>Judges a ledger's verdict.</summary>
public static class LedgerGates
{
    private const string Source = "the ledger against the leader's tables";
    private const int Shown = 5;

    private static readonly Gate Lost = new("ledger-lost", "No acknowledged row is lost", Source, "rows");
    private static readonly Gate Orphans = new("ledger-orphans", "No step is without its event, and no event without its step", Source, "rows");
    private static readonly Gate Unexpected = new("ledger-unexpected", "No row is there that no client committed", Source, "rows");
    private static readonly Gate Twice = new("ledger-published-twice", "No event was published twice", Source, "events");
    private static readonly Gate Order = new("ledger-order", "Events of one saga were published in their order", Source, "events");
    private static readonly Gate Unpublished = new("ledger-unpublished", "Every stored event was published", Source, "events");

    /// <summary>All gates of one verdict.</summary>
    /// <param name="verdict">What was found.</param>
    /// <param name="lossLimit">Rows that may be lost: 0 with synchronous durability, see <see cref="LossLimit"/> without.</param>
    /// <param name="suffix">Makes the ids of several verdicts in one report unique; may be empty.</param>
    /// <remarks>
    /// Where rows may be lost, a lost claim is one of them: then its event is published again, in the wrong order
    /// perhaps, or a step stands without its event. Those gates get the same limit.
    /// </remarks>
    public static GateReport Judge(LedgerVerdict verdict, int lossLimit, string suffix = "")
    {
        GateResult Count<T>(Gate gate, IReadOnlyList<T> rows, int limit, string more = "") =>
            (gate with { Id = gate.Id + suffix }).AtMost(rows.Count, limit, Detail(rows, more));
        return new GateReport(
        [
            Count(Lost, verdict.Lost, lossLimit, $"{verdict.Acknowledged} acknowledged of {verdict.Attempted}; {verdict.Unknown.Count} unknown, {verdict.UnknownButStored} of them stored."),
            Count(Orphans, verdict.Orphans, lossLimit),
            Count(Unexpected, verdict.Unexpected, 0),
            Count(Twice, verdict.PublishedTwice, lossLimit),
            Count(Order, verdict.OutOfOrder, lossLimit),
            Count(Unpublished, verdict.Unpublished, 0),
        ]);
    }

    private static string Detail<T>(IReadOnlyList<T> rows, string more)
    {
        var first = string.Join(", ", rows.Take(Shown));
        var rest = rows.Count > Shown ? $" and {rows.Count - Shown} more" : "";
        return $"{more} {first}{rest}".Trim();
    }
}
