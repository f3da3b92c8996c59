using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations.Lint;

/// <summary>An index on a table that has rows is built while writers go on.</summary>
public sealed class CreateIndexConcurrently()
    : LintRule("create-index-concurrently", "An index on a table that has rows is created concurrently")
{
    /// <inheritdoc />
    protected override IEnumerable<(string Reason, string BetterWay)> Check(
        SchemaAction action, LintedScript script, DatabaseFacts facts)
    {
        if (action is not CreateIndex { IsConcurrent: false } index
            || facts.Find(index.Table) is not { HasRows: true } table
            || (index.IfNotExists && table.Indexes.Contains(index.Index)))
        {
            yield break;
        }

        if (!table.IsPartitioned)
        {
            yield return (
                $"writers of {table.Name} wait while its index is built",
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS in a script with '-- transaction: no'");
        }
        else if (!index.IsOnly)
        {
            yield return (
                $"writers of {table.Name} wait while the indexes of its {table.Partitions} partitions are built",
                $"CREATE INDEX ON ONLY {table.Name}, then CREATE INDEX CONCURRENTLY on each partition and ALTER INDEX ATTACH PARTITION");
        }
    }
}
