using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations.Lint;

/// <summary>A foreign key or CHECK is added without reading the rows that are there, and validated later.</summary>
public sealed class ConstraintNotValid()
    : LintRule("constraint-not-valid", "A foreign key or CHECK on a table that has rows is added NOT VALID")
{
    private const string BetterWay = "ADD CONSTRAINT … NOT VALID, and VALIDATE CONSTRAINT in a later script";

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
        if (!facts.HasRows(action.Table))
            yield break;
        foreach (var constraint in constraints.Where(constraint => !constraint.IsNotValid))
        {
            if (constraint.Kind == ConstraintKind.ForeignKey)
                yield return ($"writers of {action.Table} and {constraint.References} wait while every row is looked up", BetterWay);
            else if (constraint.Kind == ConstraintKind.Check)
                yield return ($"readers and writers of {action.Table} wait while every row is checked", BetterWay);
        }
    }
}
