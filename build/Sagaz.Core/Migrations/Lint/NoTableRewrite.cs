using Sagaz.Core.Migrations.Locks;
using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations.Lint;

/// <summary>No table that has rows is written anew while everyone waits.</summary>
public sealed class NoTableRewrite()
    : LintRule("no-table-rewrite", "No statement writes a table that has rows anew")
{
    /// <inheritdoc />
    protected override IEnumerable<(string Reason, string BetterWay)> Check(
        SchemaAction action, LintedScript script, DatabaseFacts facts)
    {
        if (facts.Find(action.Table) is not { HasRows: true } table)
            yield break;
        var waiting = $"readers and writers of {table.Name} wait while every row is written anew";
        switch (action)
        {
            case AddColumn { Rewrite: { Length: > 0 } reason } column when !(column.IfNotExists && table.Columns.ContainsKey(column.Column)):
                yield return ($"{waiting}: {reason}", "ADD COLUMN without it, SET DEFAULT, and fill the rows in batches");
                break;
            case ChangeColumnType type when !ColumnTypes.KeepsRows(type, facts):
                yield return (
                    $"{waiting}: {type.Column} becomes {type.Type}",
                    "a new column of that type, filled in batches, and the old one dropped when nothing reads it any more");
                break;
            case RewriteTable rewrite:
                yield return ($"{waiting}: {rewrite.Command}", "a new table, or pg_repack outside the migrations");
                break;
        }
    }
}
