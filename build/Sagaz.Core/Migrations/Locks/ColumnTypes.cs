using System.Globalization;
using System.Text.RegularExpressions;
using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations.Locks;

/// <summary>Which changes of a column's type leave the rows as they are on disk.</summary>
/// <remarks>Those that only lift a limit: PostgreSQL manual, notes of ALTER TABLE.</remarks>
public static partial class ColumnTypes
{
    /// <summary>Whether neither rows nor indexes are written anew; false when the present type is not known.</summary>
    public static bool KeepsRows(ChangeColumnType change, DatabaseFacts facts) =>
        !change.IsConverted
        && facts.Find(change.Table)?.Columns.GetValueOrDefault(change.Column) is { } present
        && KeepsRows(Read(present), Read(change.Type));

    private static bool KeepsRows((string Name, int[] Limits) from, (string Name, int[] Limits) to) => (from.Name, to.Name) switch
    {
        ("varchar", "text") => true,
        ("text", "varchar") => to.Limits.Length == 0,
        ("varchar", "varchar") => to.Limits.Length == 0 || (from.Limits.Length > 0 && to.Limits[0] >= from.Limits[0]),
        ("numeric", "numeric") => to.Limits.Length == 0 || (from.Limits.Length > 0
            && to.Limits[0] >= from.Limits[0] && to.Limits.ElementAtOrDefault(1) == from.Limits.ElementAtOrDefault(1)),
        ("cidr", "inet") => true,
        _ => from.Name == to.Name && from.Limits.SequenceEqual(to.Limits),
    };

    private static (string Name, int[] Limits) Read(string type)
    {
        var parts = TypePattern().Match(type.Trim());
        var limits = parts.Groups["limits"].Value
            .Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(limit => int.TryParse(limit, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .ToArray();
        var name = parts.Groups["name"].Value.Trim() + parts.Groups["rest"].Value;
        return (Canonical(name.Trim()), limits);
    }

    private static string Canonical(string name) => name switch
    {
        "character varying" => "varchar",
        "decimal" => "numeric",
        "int" or "int4" => "integer",
        "int8" => "bigint",
        "int2" => "smallint",
        "bool" => "boolean",
        "timestamptz" => "timestamp with time zone",
        _ => name,
    };

    [GeneratedRegex(@"^(?<name>[^(]*)(\((?<limits>[^)]*)\))?(?<rest>.*)$")]
    private static partial Regex TypePattern();
}
