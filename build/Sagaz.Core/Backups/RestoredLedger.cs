using Sagaz.Core.Ledger;

namespace Sagaz.Core.Backups;

/// <summary>What clients had been told at one moment, compared with a server restored to it.</summary>
public sealed record RestoredLedger
{
    /// <summary>The moment.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Transactions that were acknowledged up to the moment.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>Those of them whose step or event is not there.</summary>
    public required IReadOnlyList<LedgerEvent> Missing { get; init; }

    /// <summary>Rows that nobody had attempted at the moment, or that were given up before their COMMIT was sent.</summary>
    public required IReadOnlyList<LedgerEvent> Unexpected { get; init; }

    /// <summary>Transactions under way at the moment; their rows may be there or not.</summary>
    public required int UnderWay { get; init; }

    /// <summary>How many of <see cref="UnderWay"/> are there.</summary>
    public required int UnderWayButStored { get; init; }

    /// <summary>Compares the exact sets.</summary>
    /// <param name="ledger">The whole ledger, also what came after the moment.</param>
    /// <param name="at">The moment, by the ledger's clock.</param>
    /// <param name="stored">What the restored server holds.</param>
    public static RestoredLedger Judge(IReadOnlyList<LedgerEntry> ledger, DateTimeOffset at, StoredRows stored)
    {
        var attempted = ledger.OfType<Attempted>().Where(entry => entry.At <= at).ToDictionary(entry => entry.Event.Id, entry => entry.Event);
        var acknowledged = ledger.OfType<Acknowledged>().Where(entry => entry.At <= at).Select(entry => entry.Id).ToHashSet();
        var abandoned = ledger.OfType<Abandoned>().Select(entry => entry.Id).ToHashSet();
        var events = stored.Events.Select(row => row.Id).ToHashSet();
        var steps = stored.Steps.ToHashSet();
        var underWay = attempted.Keys.Where(id => !acknowledged.Contains(id) && !abandoned.Contains(id)).ToList();
        return new RestoredLedger
        {
            At = at,
            Acknowledged = acknowledged.Count,
            Missing = [.. attempted.Values.Where(row => acknowledged.Contains(row.Id) && !(events.Contains(row.Id) && steps.Contains((row.Saga, row.Sequence))))],
            Unexpected = [.. stored.Events.Where(row => !attempted.ContainsKey(row.Id) || abandoned.Contains(row.Id))],
            UnderWay = underWay.Count,
            UnderWayButStored = underWay.Count(events.Contains),
        };
    }

    /// <summary>A random acknowledged moment of a ledger, with acknowledged transactions before and after it.</summary>
    /// <param name="ledger">A ledger.</param>
    /// <param name="draw">A random number, 0 up to but not including 1.</param>
    /// <returns>A moment from the second to the fourth fifth of the acknowledgements; null where there are fewer than ten.</returns>
    /// <remarks>A restore to a moment ends only where a later commit tells it that the moment has passed.</remarks>
    public static DateTimeOffset? Draw(IReadOnlyList<LedgerEntry> ledger, double draw)
    {
        var moments = ledger.OfType<Acknowledged>().Select(entry => entry.At).Order().ToList();
        var (first, end) = (moments.Count / 5, moments.Count * 4 / 5);
        return moments.Count < 10 ? null : moments[first + (int)(draw * (end - first))];
    }
}
