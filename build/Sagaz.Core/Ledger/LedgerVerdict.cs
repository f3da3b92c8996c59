namespace Sagaz.Core.Ledger;

/// <summary>What the clients were told, compared with what the database holds.</summary>
public sealed record LedgerVerdict
{
    /// <summary>Transactions that a client sent or was about to send.</summary>
    public required int Attempted { get; init; }

    /// <summary>Transactions that a client was told are committed.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>Acknowledged transactions whose step or event is not there, and published events that are not there.</summary>
    /// <remarks>A publisher publishes only what an acknowledged claim showed it, so such a row was there for certain.</remarks>
    public required IReadOnlyList<LedgerEvent> Lost { get; init; }

    /// <summary>Transactions of which the client never learned the end; they may be there or not, and are never lost.</summary>
    public required IReadOnlyList<LedgerEvent> Unknown { get; init; }

    /// <summary>How many of <see cref="Unknown"/> the database holds.</summary>
    public required int UnknownButStored { get; init; }

    /// <summary>Steps without the event of the same transaction, and events without their step.</summary>
    public required IReadOnlyList<(string Saga, int Sequence)> Orphans { get; init; }

    /// <summary>Rows of transactions that were given up before their COMMIT was sent, or that nobody attempted.</summary>
    public required IReadOnlyList<LedgerEvent> Unexpected { get; init; }

    /// <summary>Events that were published more than once.</summary>
    public required IReadOnlyList<LedgerEvent> PublishedTwice { get; init; }

    /// <summary>Events that were published after a later one of the same saga.</summary>
    public required IReadOnlyList<LedgerEvent> OutOfOrder { get; init; }

    /// <summary>Events that the database holds and nobody published.</summary>
    public required IReadOnlyList<LedgerEvent> Unpublished { get; init; }

    /// <summary>Compares a ledger, in the order it was written, with the database.</summary>
    public static LedgerVerdict Judge(IReadOnlyList<LedgerEntry> ledger, StoredRows stored)
    {
        var attempted = ledger.OfType<Attempted>().ToDictionary(entry => entry.Event.Id, entry => entry.Event);
        var acknowledged = ledger.OfType<Acknowledged>().Select(entry => entry.Id).ToHashSet();
        var abandoned = ledger.OfType<Abandoned>().Select(entry => entry.Id).ToHashSet();
        var published = ledger.OfType<Published>().Select(entry => entry.Event).ToList();
        var events = stored.Events.Select(row => row.Id).ToHashSet();
        var steps = stored.Steps.ToHashSet();
        var eventSteps = stored.Events.Select(row => (row.Saga, row.Sequence)).ToHashSet();
        bool IsStored(LedgerEvent row) => events.Contains(row.Id) && steps.Contains((row.Saga, row.Sequence));
        var unknown = attempted.Values.Where(row => !acknowledged.Contains(row.Id) && !abandoned.Contains(row.Id)).ToList();
        return new LedgerVerdict
        {
            Attempted = attempted.Count,
            Acknowledged = acknowledged.Count,
            Lost = [.. attempted.Values.Where(row => acknowledged.Contains(row.Id)).Concat(published).DistinctBy(row => row.Id).Where(row => !IsStored(row))],
            Unknown = unknown,
            UnknownButStored = unknown.Count(row => events.Contains(row.Id)),
            Orphans = [.. steps.Except(eventSteps).Concat(eventSteps.Except(steps)).Order()],
            Unexpected = [.. stored.Events.Where(row => !attempted.ContainsKey(row.Id) || abandoned.Contains(row.Id))],
            PublishedTwice = [.. published.GroupBy(row => row.Id).Where(group => group.Count() > 1).Select(group => group.First())],
            OutOfOrder = [.. published.DistinctBy(row => row.Id).GroupBy(row => row.Saga).SelectMany(Overtaken)],
            Unpublished = [.. stored.Events.ExceptBy(published.Select(row => row.Id), row => row.Id)],
        };
    }

    private static IEnumerable<LedgerEvent> Overtaken(IEnumerable<LedgerEvent> saga)
    {
        var highest = 0;
        foreach (var row in saga)
        {
            if (row.Sequence < highest)
                yield return row;
            highest = Math.Max(highest, row.Sequence);
        }
    }
}
