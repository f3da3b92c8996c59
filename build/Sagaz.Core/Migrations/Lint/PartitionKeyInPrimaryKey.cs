using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations.Lint;

/// <summary>Uniqueness is kept per partition, so each key of a partitioned table contains what it is partitioned by.</summary>
public sealed class PartitionKeyInPrimaryKey()
    : LintRule("partition-key-in-primary-key", "A key of a partitioned table contains the partition column")
{
    /// <inheritdoc />
    protected override IEnumerable<(string Reason, string BetterWay)> Check(
        SchemaAction action, LintedScript script, DatabaseFacts facts)
    {
        var (partitionedBy, constraints) = action switch
        {
            CreateTable create => (create.PartitionedBy, create.Constraints),
            AddConstraint added => (PartitionedBy(added.Table, script, facts), [added.Constraint]),
            _ => ([], []),
        };
        foreach (var key in constraints.Where(constraint => constraint.Kind is ConstraintKind.PrimaryKey or ConstraintKind.Unique))
        {
            if (key.UsesIndex || partitionedBy.Except(key.Columns).ToList() is not [_, ..] missing)
                continue;
            yield return (
                $"the server refuses the key ({string.Join(", ", key.Columns)}) of {action.Table}, which is partitioned by {string.Join(", ", partitionedBy)}",
                $"add {string.Join(", ", missing)} to the key");
        }
    }

    private static IReadOnlyList<string> PartitionedBy(string table, LintedScript script, DatabaseFacts facts) =>
        facts.Find(table)?.PartitionedBy
        ?? script.Actions.OfType<CreateTable>().FirstOrDefault(created => created.Table == table)?.PartitionedBy
        ?? [];
}
