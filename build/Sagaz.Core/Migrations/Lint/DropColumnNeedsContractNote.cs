using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations.Lint;

/// <summary>What running code may still use goes only when the header says why it is not used any more.</summary>
public sealed class DropColumnNeedsContractNote()
    : LintRule("drop-column-needs-contract-note", "A column or table is dropped with a note why nothing uses it")
{
    /// <inheritdoc />
    protected override IEnumerable<(string Reason, string BetterWay)> Check(
        SchemaAction action, LintedScript script, DatabaseFacts facts)
    {
        var gone = action switch
        {
            DropColumn column => $"column {column.Column} of {column.Table}",
            DropTable table => $"table {table.Table}",
            _ => "",
        };
        if (gone.Length > 0 && script.Script.Header.Contract.Length == 0 && facts.Find(action.Table) is not null)
        {
            yield return (
                $"code that still uses {gone} fails, and its contents are lost",
                "expand first (a new column, code that uses both), contract later with '-- contract: <since when nothing uses it>'");
        }
    }
}
