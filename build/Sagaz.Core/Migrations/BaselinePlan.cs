using System.Globalization;
using Sagaz.Core.Errors;

namespace Sagaz.Core.Migrations;

/// <summary>The scripts that a baseline marks as applied without running them.</summary>
public sealed record BaselinePlan(IReadOnlyList<MigrationScript> ToMark)
{
    /// <summary>Judges what is to be marked on a database that has the schema but not the journal.</summary>
    /// <param name="scripts">All files.</param>
    /// <param name="journal">All rows.</param>
    /// <param name="number">Number of the last script that the database has.</param>
    /// <exception cref="PreconditionException">There is no such script, one cannot be verified, or the journal is further.</exception>
    public static BaselinePlan Judge(
        IReadOnlyList<MigrationScript> scripts, IReadOnlyList<MigrationJournalEntry> journal, int number)
    {
        var wanted = number.ToString("000", CultureInfo.InvariantCulture);
        if (!scripts.Any(script => script.Number == wanted))
            throw new PreconditionException($"There is no migration {wanted} to take as the baseline; nothing was marked.");
        var beyond = journal.Where(entry => string.CompareOrdinal(entry.Script[..3], wanted) > 0).Select(entry => entry.Script).Distinct().ToList();
        if (beyond.Count > 0)
        {
            throw new PreconditionException(
                $"The journal already has {beyond[^1]}, which is beyond the baseline {wanted}; nothing was marked.",
                remedy: "./build.sh Migrate without --baseline: it goes on where the journal ends");
        }

        var applied = journal.Select(entry => entry.Script).ToHashSet(StringComparer.Ordinal);
        var marked = scripts
            .Where(script => string.CompareOrdinal(script.Number, wanted) <= 0)
            .Where(script => script.Header.Run != RunPolicy.Always && !applied.Contains(script.Name))
            .OrderBy(script => script.Name, StringComparer.Ordinal)
            .ToList();
        return marked.Find(script => script.Header.Verify is null) is { } blind
            ? throw new PreconditionException(
                $"Migration {blind.Name} has no verify twin, so nothing proves that the database has it; nothing was marked.",
                remedy: $"write sql/verify/{blind.Name} and name it in the header")
            : new BaselinePlan(marked);
    }
}
