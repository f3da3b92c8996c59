using Sagaz.Core.Ledger;

namespace Sagaz.Core.Tests.Ledger;

/// <summary>A ledger and a database that agree, for tests to spoil.</summary>
internal sealed class LedgerScene
{
    public static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private DateTimeOffset now = Start;

    public List<LedgerEntry> Ledger { get; } = [];

    public List<LedgerEvent> Events { get; } = [];

    public HashSet<(string Saga, int Sequence)> Steps { get; } = [];

    public LedgerVerdict Verdict => LedgerVerdict.Judge(Ledger, new StoredRows(Events, [.. Steps]));

    public static LedgerEvent Event(string saga, int sequence) =>
        new(new Guid(saga[^1] - 'a' + 1, (short)sequence, 0, new byte[8]), saga, sequence);

    public LedgerScene Attempt(LedgerEvent row) => Note(new Attempted(Tick(), row));

    public LedgerScene Acknowledge(LedgerEvent row) => Note(new Acknowledged(Tick(), row.Id));

    public LedgerScene Abandon(LedgerEvent row) => Note(new Abandoned(Tick(), row.Id));

    public LedgerScene Publish(LedgerEvent row) => Note(new Published(Tick(), row));

    public LedgerScene Store(LedgerEvent row)
    {
        Events.Add(row);
        Steps.Add((row.Saga, row.Sequence));
        return this;
    }

    /// <summary>Attempted, acknowledged, stored and published.</summary>
    public LedgerScene Complete(LedgerEvent row) => Attempt(row).Store(row).Acknowledge(row).Publish(row);

    private LedgerScene Note(LedgerEntry entry)
    {
        Ledger.Add(entry);
        return this;
    }

    private DateTimeOffset Tick() => now += TimeSpan.FromMilliseconds(1);
}
