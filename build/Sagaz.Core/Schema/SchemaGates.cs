using Sagaz.Core.Gates;
using Sagaz.Core.Partitions;

namespace Sagaz.Core.Schema;

/// <summary>Judges a schema: what is relied on exists, and rows of the coming time have a partition to go to.</summary>
public static class SchemaGates
{
    /// <summary>All gates of the schema, those of each partitioned table included.</summary>
    public static GateReport Judge(SchemaSnapshot snapshot) => new(
    [
        Tables(snapshot),
        PrimaryKeys(snapshot),
        Functions(snapshot),
        .. SchemaContract.Tables.Where(table => table.IsPartitioned).SelectMany(table => Ranges(snapshot, table.Name)),
    ]);

    private static GateResult Tables(SchemaSnapshot snapshot)
    {
        var missing = SchemaContract.Tables
            .Where(expected => !snapshot.Tables.Any(table =>
                table.Name == expected.Name && table.IsPartitioned == expected.IsPartitioned))
            .Select(expected => expected.IsPartitioned ? $"{expected.Name} (partitioned)" : expected.Name)
            .ToList();
        return Gate(snapshot, "schema-tables", "Every table is there, partitioned where it must be", "missing")
            .AtMost(missing.Count, 0, Missing(missing));
    }

    private static GateResult PrimaryKeys(SchemaSnapshot snapshot)
    {
        var wrong = SchemaContract.Tables
            .Where(expected => !snapshot.Tables.Any(table =>
                table.Name == expected.Name && table.PrimaryKey.SequenceEqual(expected.PrimaryKey)))
            .Select(expected => $"{expected.Name} ({string.Join(", ", expected.PrimaryKey)})")
            .ToList();
        return Gate(snapshot, "schema-primary-keys", "Every table has its primary key", "missing")
            .AtMost(wrong.Count, 0, Missing(wrong));
    }

    private static GateResult Functions(SchemaSnapshot snapshot)
    {
        var missing = SchemaContract.Functions.Except(snapshot.Functions).ToList();
        return Gate(snapshot, "schema-functions", "Every function is there with its exact signature", "missing")
            .AtMost(missing.Count, 0, Missing(missing));
    }

    private static IEnumerable<GateResult> Ranges(SchemaSnapshot snapshot, string table)
    {
        var suffix = table.Replace('_', '-');
        var runway = Gate(
            snapshot, $"partition-runway-{suffix}", $"{table} has partitions for the coming time, one after the other", "partitions");
        var gaps = Gate(snapshot, $"partition-gaps-{suffix}", $"No moment of the coming time lacks a partition of {table}", "gaps");
        var strays = Gate(snapshot, $"partition-default-{suffix}", $"The default partition of {table} is empty", "rows");

        if (snapshot.Policies.FirstOrDefault(policy => policy.Table == table) is not { } policy)
        {
            var reason = $"{table} has no row in partition_policies.";
            return [runway.NotRun(reason), gaps.NotRun(reason), strays.NotRun(reason)];
        }

        var timeline = PartitionTimeline.Read(snapshot, policy);
        return
        [
            // The last one may be due since the last maintenance.
            runway.AtLeast(timeline.ReadyAhead, Math.Max(1, policy.Premake - 1), timeline.Detail),
            gaps.AtMost(timeline.Gaps, 0, timeline.Detail),
            Strays(snapshot, strays, table),
        ];
    }

    private static GateResult Strays(SchemaSnapshot snapshot, Gate gate, string table) =>
        snapshot.Partitions.FirstOrDefault(partition => partition.Table == table && partition.IsDefault) is { } stray
            && snapshot.DefaultRows.TryGetValue(stray.Partition, out var rows)
            ? gate.AtMost(rows, 0, rows == 0 ? "" : "maintain_all_partitions() moves them.")
            : gate.NotRun($"{table} has no default partition.");

    private static string Missing(List<string> names) => names.Count == 0 ? "" : $"Missing: {string.Join("; ", names)}.";

    private static Gate Gate(SchemaSnapshot snapshot, string id, string title, string unit) =>
        new(id, title, $"pg_catalog on {snapshot.Server}", unit);
}
