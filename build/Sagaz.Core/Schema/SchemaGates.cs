using Sagaz.Core.Gates;

namespace Sagaz.Core.Schema;

/// <summary>Judges a schema: what is relied on exists, and rows of the coming time have a partition to go to.</summary>
public static class SchemaGates
{
    /// <summary>All gates of a snapshot, those of each partitioned table included.</summary>
    public static GateReport Judge(SchemaSnapshot snapshot) => new(
    [
        Tables(snapshot),
        PrimaryKeys(snapshot),
        Functions(snapshot),
        .. CatalogFaultGates.Judge(snapshot),
        .. snapshot.PartitionedTables.SelectMany(table => PartitionGates.Judge(snapshot, table)),
    ]);

    /// <summary>A gate whose value comes from the catalog of the snapshot's server.</summary>
    internal static Gate Gate(SchemaSnapshot snapshot, string id, string title, string unit) =>
        new(id, title, $"pg_catalog on {snapshot.Server}", unit);

    private static GateResult Tables(SchemaSnapshot snapshot)
    {
        var missing = SchemaContract.Tables
            .Where(expected => !snapshot.Tables.Any(table =>
                table.Name == expected.Name && table.IsPartitioned == expected.IsPartitioned))
            .Select(expected => expected.IsPartitioned ? $"{expected.Name} (partitioned)" : expected.Name)
            .ToList();
        return Gate(snapshot, "schema-tables", "Every table is there, partitioned where it must be", "missing")
            .AtMost(missing.Count, 0, Listed("Missing", missing));
    }

    private static GateResult PrimaryKeys(SchemaSnapshot snapshot)
    {
        var wrong = SchemaContract.Tables
            .Where(expected => !snapshot.Tables.Any(table =>
                table.Name == expected.Name && table.PrimaryKey.SequenceEqual(expected.PrimaryKey)))
            .Select(expected => $"{expected.Name} ({string.Join(", ", expected.PrimaryKey)})")
            .ToList();
        return Gate(snapshot, "schema-primary-keys", "Every table has its primary key", "missing")
            .AtMost(wrong.Count, 0, Listed("Missing", wrong));
    }

    // A second function of the same name would make the callers' statements ambiguous, so it is as wrong as none.
    private static GateResult Functions(SchemaSnapshot snapshot)
    {
        var names = SchemaContract.Functions.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var missing = SchemaContract.Functions.Except(snapshot.Functions).ToList();
        var others = snapshot.Functions.Where(function => names.Contains(NameOf(function))).Except(SchemaContract.Functions).ToList();
        return Gate(snapshot, "schema-functions", "Every function is there with its exact signature, and with no other", "wrong")
            .AtMost(missing.Count + others.Count, 0, $"{Listed("Missing", missing)} {Listed("Instead", others)}".Trim());
    }

    private static string NameOf(string function) => function[..function.IndexOf('(', StringComparison.Ordinal)];

    private static string Listed(string word, List<string> names) => names.Count == 0 ? "" : $"{word}: {string.Join("; ", names)}.";
}
