using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations.Lint;

/// <summary>A constraint is not validated under the lock that adding it took.</summary>
public sealed class ValidateInLaterScript()
    : LintRule("validate-in-later-script", "VALIDATE CONSTRAINT does not share a transaction with ALTER TABLE of the same table")
{
    /// <inheritdoc />
    protected override IEnumerable<(string Reason, string BetterWay)> Check(
        SchemaAction action, LintedScript script, DatabaseFacts facts)
    {
        var isUnderLock = action is ValidateConstraint
            && script.Script.Header.InTransaction
            && facts.HasRows(action.Table)
            && script.Actions.TakeWhile(earlier => earlier != action).Any(earlier => earlier is AddConstraint or AddColumn && earlier.Table == action.Table);
        if (isUnderLock)
        {
            yield return (
                $"the lock that adding the constraint took on {action.Table} is held while every row is read",
                "VALIDATE CONSTRAINT in a script of its own");
        }
    }
}
