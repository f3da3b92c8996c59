namespace Sagaz.Core.Migrations;

/// <summary>The tables that are there before a migration; those that its scripts create are not among them.</summary>
public sealed class DatabaseFacts(IEnumerable<TableFacts> tables)
{
    private readonly Dictionary<string, TableFacts> _tables = tables.ToDictionary(table => table.Name, StringComparer.Ordinal);

    /// <summary>A database without a table.</summary>
    public static DatabaseFacts Empty { get; } = new([]);

    /// <summary>The table of that name; null when it is not there.</summary>
    public TableFacts? Find(string table) => _tables.GetValueOrDefault(table);

    /// <summary>The table that an index belongs to; null when there is no such index.</summary>
    public TableFacts? OfIndex(string index) => _tables.Values.FirstOrDefault(table => table.Indexes.Contains(index));

    /// <summary>Whether the table is there and holds rows.</summary>
    public bool HasRows(string table) => Find(table) is { HasRows: true };
}
