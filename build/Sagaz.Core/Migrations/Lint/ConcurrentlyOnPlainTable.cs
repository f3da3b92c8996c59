using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations.Lint;

/// <summary>The server refuses to index a partitioned table concurrently.</summary>
public sealed class ConcurrentlyOnPlainTable()
    : LintRule("concurrently-on-plain-table", "No index of a partitioned table is created or dropped concurrently")
{
    /// <inheritdoc />
    protected override IEnumerable<(string Reason, string BetterWay)> Check(
        SchemaAction action, LintedScript script, DatabaseFacts facts)
    {
        if (action is CreateIndex { IsConcurrent: true } created && facts.Find(created.Table) is { IsPartitioned: true })
        {
            yield return (
                $"the server refuses CONCURRENTLY on the partitioned table {created.Table}",
                $"CREATE INDEX ON ONLY {created.Table}, then CREATE INDEX CONCURRENTLY on each partition and ALTER INDEX ATTACH PARTITION");
        }

        if (action is DropIndex { IsConcurrent: true } dropped && facts.OfIndex(dropped.Index) is { IsPartitioned: true } table)
        {
            yield return (
                $"the server refuses to drop the index {dropped.Index} of the partitioned table {table.Name} concurrently",
                "DROP INDEX without CONCURRENTLY, which is brief");
        }
    }
}
