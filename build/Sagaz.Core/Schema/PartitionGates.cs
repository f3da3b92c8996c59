using System.Globalization;
using Sagaz.Core.Gates;
using Sagaz.Core.Partitions;

namespace Sagaz.Core.Schema;

/// <summary>The partitions of one table cover the coming time, without a gap, on the policy's bounds.</summary>
internal static class PartitionGates
{
    public static IEnumerable<GateResult> Judge(SchemaSnapshot snapshot, string table)
    {
        Gate Gate(string aspect, string title, string unit) =>
            SchemaGates.Gate(snapshot, $"partition-{aspect}-{table.Replace('_', '-')}", title, unit);
        var runway = Gate("runway", $"{table} has partitions for the coming time, one after the other", "partitions");
        var gaps = Gate("gaps", $"No moment of the coming time lacks a partition of {table}", "gaps");
        var bounds = Gate("bounds", $"Partitions of {table} begin and end where its policy's intervals do, in UTC", "partitions");
        var strays = Gate("default", $"The default partition of {table} is empty", "rows");

        if (snapshot.Policies.FirstOrDefault(policy => policy.Table == table) is not { } policy)
        {
            var reason = $"{table} has no row in partition_policies.";
            return [runway.NotRun(reason), gaps.NotRun(reason), bounds.NotRun(reason), strays.NotRun(reason)];
        }

        var timeline = PartitionTimeline.Read(snapshot.PartitionsOf(table), snapshot.ReadAt, policy);
        return
        [
            // The last one may be due since the last maintenance.
            runway.AtLeast(timeline.ReadyAhead, Math.Max(1, policy.Premake - 1), timeline.Detail),
            gaps.AtMost(timeline.Gaps, 0, timeline.Detail),
            Bounds(snapshot, bounds, policy),
            Strays(snapshot, strays, table),
        ];
    }

    private static GateResult Bounds(SchemaSnapshot snapshot, Gate gate, PartitionPolicy policy)
    {
        var crooked = snapshot.PartitionsOf(policy.Table)
            .Where(partition => !IsAligned(partition.From, policy) || !IsAligned(partition.To, policy))
            .Select(partition => $"{partition.Partition} ({Text(partition.From)} to {Text(partition.To)})")
            .ToList();
        return gate.AtMost(crooked.Count, 0, string.Join(", ", crooked));
    }

    private static bool IsAligned(DateTimeOffset? bound, PartitionPolicy policy) =>
        bound?.UtcDateTime is not { } moment
        || (moment.TimeOfDay == TimeSpan.Zero && (policy.Interval == PartitionInterval.Day || moment.Day == 1));

    private static GateResult Strays(SchemaSnapshot snapshot, Gate gate, string table) =>
        snapshot.PartitionsOf(table).FirstOrDefault(partition => partition.IsDefault) is { } stray
            && snapshot.DefaultRows.TryGetValue(stray.Partition, out var rows)
            ? gate.AtMost(rows, 0, rows == 0 ? "" : "maintain_all_partitions() moves them.")
            : gate.NotRun($"{table} has no default partition.");

    private static string Text(DateTimeOffset? bound) =>
        bound?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "unbounded";
}
