using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations.Lint;

/// <summary>A key of a table that has rows takes over an index that was built concurrently.</summary>
public sealed class UniqueUsingIndex()
    : LintRule("unique-using-index", "A primary key or UNIQUE on a table that has rows takes over an index")
{
    /// <inheritdoc />
    protected override IEnumerable<(string Reason, string BetterWay)> Check(
        SchemaAction action, LintedScript script, DatabaseFacts facts)
    {
        var constraints = action switch
        {
            AddConstraint added => [added.Constraint],
            AddColumn added => added.Constraints,
            _ => Array.Empty<TableConstraint>(),
        };
        var builds = constraints.Any(constraint => !constraint.UsesIndex
            && constraint.Kind is ConstraintKind.PrimaryKey or ConstraintKind.Unique or ConstraintKind.Exclude);
        if (builds && facts.HasRows(action.Table))
        {
            yield return (
                $"readers and writers of {action.Table} wait while its index is built",
                "CREATE UNIQUE INDEX CONCURRENTLY in a script without a transaction, then ADD CONSTRAINT … USING INDEX");
        }
    }
}
