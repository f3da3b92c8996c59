using Sagaz.Core.Migrations.Locks;
using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations.Lint;

/// <summary>NOT NULL is proved by a validated CHECK before it is set.</summary>
public sealed class SetNotNullAfterCheck()
    : LintRule("set-not-null-after-check", "NOT NULL on a table that has rows is set when a validated CHECK proves it")
{
    private const string BetterWay =
        "ADD CONSTRAINT … CHECK (column IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT in a later script, then SET NOT NULL in a third";

    /// <inheritdoc />
    protected override IEnumerable<(string Reason, string BetterWay)> Check(
        SchemaAction action, LintedScript script, DatabaseFacts facts)
    {
        if (!facts.HasRows(action.Table))
            yield break;
        if (action is SetNotNull column && !TableLocks.IsNeverNull(column, facts))
            yield return ($"readers and writers of {column.Table} wait while every row is checked", BetterWay);
        if (action is AddColumn { IsUnfillable: true } added)
        {
            yield return (
                $"the server refuses it, as the rows of {added.Table} have no value for {added.Column}",
                $"give {added.Column} a DEFAULT, or fill it in batches first; then {BetterWay}");
        }
    }
}
