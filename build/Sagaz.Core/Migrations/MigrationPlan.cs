using System.Globalization;
using Sagaz.Core.Errors;

namespace Sagaz.Core.Migrations;

/// <summary>Scripts judged against the journal, in the order in which they run.</summary>
public sealed record MigrationPlan(IReadOnlyList<MigrationStep> Steps)
{
    /// <summary>The scripts that will run; empty when there is nothing to do.</summary>
    public IReadOnlyList<MigrationScript> ToRun { get; } =
        [.. Steps.Where(step => step.Decision == MigrationDecision.Run).Select(step => step.Script!)];

    /// <summary>What stands in the way of the whole plan.</summary>
    public IReadOnlyList<MigrationStep> Refused { get; } =
        [.. Steps.Where(step => step.Decision == MigrationDecision.Refuse)];

    /// <summary>Judges every script and every applied script that is gone.</summary>
    /// <param name="scripts">All files, in any order.</param>
    /// <param name="journal">All rows, oldest first; the latest of a script counts.</param>
    public static MigrationPlan Judge(
        IEnumerable<MigrationScript> scripts,
        IEnumerable<MigrationJournalEntry> journal)
    {
        var applied = new Dictionary<string, MigrationJournalEntry>(StringComparer.Ordinal);
        foreach (var entry in journal)
            applied[entry.Script] = entry;
        var ordered = scripts.OrderBy(script => script.Name, StringComparer.Ordinal).ToList();
        var newest = applied.Keys.Max(StringComparer.Ordinal);
        var present = ordered.Select(script => script.Name).ToHashSet(StringComparer.Ordinal);
        var shared = ordered.CountBy(script => script.Number).Where(pair => pair.Value > 1).Select(pair => pair.Key).ToHashSet();

        var missing = applied.Values
            .Where(entry => !present.Contains(entry.Script))
            .Select(entry => new MigrationStep(
                entry.Script, MigrationDecision.Refuse, $"was applied {Moment(entry)} and its file is gone"));
        var judged = ordered.Select(script => shared.Contains(script.Number)
            ? Step(script, MigrationDecision.Refuse, $"shares the number {script.Number} with another script")
            : Judge(script, applied.GetValueOrDefault(script.Name), newest));
        return new MigrationPlan([.. missing.Concat(judged).OrderBy(step => step.ScriptName, StringComparer.Ordinal)]);
    }

    /// <summary>Returns this plan when nothing in it is refused.</summary>
    /// <exception cref="PreconditionException">Lists everything that is refused.</exception>
    public MigrationPlan RequireRunnable() => Refused switch
    {
        [] => this,
        [var only] => throw Refusal($"Migration {only.ScriptName} {only.Reason}; nothing was run."),
        _ => throw Refusal($"{Refused.Count} migration scripts do not fit the journal; nothing was run."),
    };

    private static MigrationStep Judge(MigrationScript script, MigrationJournalEntry? entry, string? newest) =>
        (script.Header.Run, entry) switch
        {
            (RunPolicy.Always, _) => Step(script, MigrationDecision.Run, "runs always"),
            (RunPolicy.Once, null) when newest is not null && string.CompareOrdinal(script.Name, newest) < 0 =>
                Step(script, MigrationDecision.Refuse, $"was never applied although the later {newest} was"),
            (_, null) => Step(script, MigrationDecision.Run, "is not applied yet"),
            _ when entry.Hash == script.Hash => Step(script, MigrationDecision.Skip, $"was applied {Moment(entry)}"),
            (RunPolicy.OnChange, _) => Step(script, MigrationDecision.Run, $"has changed since {Moment(entry)}"),
            _ => Step(script, MigrationDecision.Refuse, $"has changed since it was applied {Moment(entry)}"),
        };

    private static MigrationStep Step(MigrationScript script, MigrationDecision decision, string reason) =>
        new(script.Name, decision, reason) { Script = script };

    private static string Moment(MigrationJournalEntry entry) =>
        entry.AppliedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private PreconditionException Refusal(string sentence) => new(
        sentence,
        Refused.Select(step => $"{step.ScriptName} {step.Reason}"),
        "restore the applied files as they were, and put changes into a new script with the next number");
}
