using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations.Lint;

/// <summary>Names that running code uses stay.</summary>
public sealed class NoRename() : LintRule("no-rename", "No table or column that is there is renamed")
{
    /// <inheritdoc />
    protected override IEnumerable<(string Reason, string BetterWay)> Check(
        SchemaAction action, LintedScript script, DatabaseFacts facts)
    {
        if (action is Rename rename && facts.Find(rename.Table) is not null)
        {
            var name = rename.Column.Length == 0 ? $"table {rename.Table}" : $"column {rename.Column} of {rename.Table}";
            yield return (
                $"code that knows {name} by its name fails at once",
                rename.Column.Length == 0
                    ? "a view with the new name"
                    : "a new column that is filled beside the old one, which is dropped when nothing uses it any more");
        }
    }
}
