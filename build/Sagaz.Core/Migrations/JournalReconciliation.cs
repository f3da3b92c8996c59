using Sagaz.Core.Errors;

namespace Sagaz.Core.Migrations;

/// <summary>After a leader was lost in the middle of a run: whether the one that leads now holds what the run knows to be applied.</summary>
/// <remarks>
/// A script's row is written with, or after, all that the script changed, and WAL is replayed in order. So a leader
/// that has the row has the change, and one that lacks the row of a script that was told to be committed has lost it.
/// </remarks>
public sealed record JournalReconciliation
{
    /// <summary>Every row that this run read or wrote on earlier leaders, and was told to be committed.</summary>
    public required IReadOnlyList<MigrationJournalEntry> Known { get; init; }

    /// <summary>The script that ran when the leader was lost; null when none did.</summary>
    public required MigrationScript? InFlight { get; init; }

    /// <summary>The earlier leader and its timeline.</summary>
    public required (string Name, int Timeline) Before { get; init; }

    /// <summary>The leader that was found, and its timeline.</summary>
    public required (string Name, int Timeline) Now { get; init; }

    /// <summary>Compares with the journal of the leader that was found.</summary>
    /// <returns>The row of the script in flight when its commit arrived after all; null when it is to be run again.</returns>
    /// <exception cref="OperationFailedException">Something that was applied is not there; the sentence names the script in doubt.</exception>
    public MigrationJournalEntry? Judge(IReadOnlyList<MigrationJournalEntry> journal)
    {
        var found = journal.ToDictionary(entry => entry.Sequence);
        foreach (var known in Known)
        {
            if (found.GetValueOrDefault(known.Sequence) != known)
                throw Lost(known);
        }

        if (Now.Timeline < Before.Timeline)
            throw Outdated();
        var before = Known.Select(entry => entry.Sequence).DefaultIfEmpty(0).Max();
        return InFlight is null
            ? null
            : journal.LastOrDefault(entry => entry.Sequence > before && entry.Script == InFlight.Name && entry.Hash == InFlight.Hash);
    }

    private OperationFailedException Lost(MigrationJournalEntry entry) => new(
        $"Migration {entry.Script} is in doubt: it was applied on {Before.Name}, and {Now.Name}, which leads now, does not have it.",
        [
            $"applied: timeline {entry.Timeline}, at {entry.Lsn}",
            $"{Now.Name}: timeline {Now.Timeline}, its journal lacks the row",
            "nothing more was run; what was written after that position is lost too unless the old leader comes back",
        ],
        "./build.sh Status; when the new leader is to stay, ./build.sh Migrate applies the script again");

    private OperationFailedException Outdated() => new(
        $"{Now.Name} is on timeline {Now.Timeline}, and this run has seen timeline {Before.Timeline}; it is an old leader.",
        [$"in doubt: {InFlight?.Name ?? "no script"}", "nothing more was run"],
        "./build.sh Status, then ./build.sh Migrate when one leader is left");
}
