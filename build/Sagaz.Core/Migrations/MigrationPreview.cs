using System.Globalization;
using Sagaz.Core.Migrations.Lint;
using Sagaz.Core.Migrations.Locks;
using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations;

/// <summary>What a run would do: which scripts and why, which locks on which tables, and what the lint says.</summary>
/// <param name="Plan">Scripts against journal.</param>
/// <param name="Facts">The tables that are there.</param>
/// <param name="Lint">What the rules find in the scripts that would run.</param>
public sealed record MigrationPreview(MigrationPlan Plan, DatabaseFacts Facts, LintReport Lint)
{
    /// <summary>The whole preview as lines for people.</summary>
    public IReadOnlyList<string> Lines =>
    [
        .. Plan.Steps.SelectMany(Describe),
        .. Lint.Waived.Select(waived => $"waived {waived.Finding}; accepted: {waived.Reason}"),
        .. Lint.Findings.Select(finding => $"refused by {finding.Rule}: {finding}"),
        Summary,
    ];

    private string Summary => (Plan.Refused.Count, Lint.Findings.Count) switch
    {
        (0, 0) => $"{Plan.ToRun.Count} of {Plan.Steps.Count} scripts would run.",
        ( > 0, _) => $"Nothing would run: {Plan.Refused.Count} scripts do not fit the journal.",
        _ => $"Nothing would run: the lint has {Lint.Findings.Count} findings.",
    };

    private IEnumerable<string> Describe(MigrationStep step)
    {
        yield return step.ToString();
        if (step is not { Decision: MigrationDecision.Run, Script: { } script })
            yield break;
        var header = script.Header;
        var mode = header.InTransaction ? "in one transaction" : "without a transaction";
        yield return string.Create(CultureInfo.InvariantCulture, $"         {mode}, lock timeout {header.LockTimeout.TotalSeconds:0.###} s");
        var actions = SchemaActions.Of(script);
        foreach (var line in actions.SelectMany(Describe).GroupBy(found => found.Text).Select(Collect))
            yield return $"         {line}";
    }

    private IEnumerable<(string Text, int Line)> Describe(SchemaAction action)
    {
        if (action is RunCode)
            yield return ("runs code; its text does not tell which locks it takes", action.Line);
        foreach (var held in TableLocks.Of(action, Facts))
        {
            if (Facts.Find(held.Table) is { } table)
                yield return ($"{held.ModeName} on {Size(table)}: {held.Effect}", action.Line);
        }
    }

    private static string Collect(IGrouping<string, (string Text, int Line)> same)
    {
        var lines = same.Select(found => found.Line).Distinct().ToList();
        return lines is [var only] ? $"line {only}: {same.Key}" : $"lines {string.Join(", ", lines)}: {same.Key}";
    }

    private static string Size(TableFacts table)
    {
        var partitions = table.IsPartitioned ? $"{table.Partitions} partitions, " : "";
        var rows = table.HasRows
            ? string.Create(CultureInfo.InvariantCulture, $"about {table.EstimatedRows:N0} rows, {table.TotalBytes / 1048576.0:N1} MiB")
            : "empty";
        return $"{table.Name} ({partitions}{rows})";
    }
}
