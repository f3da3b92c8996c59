using Sagaz.Core.Gates;

namespace Sagaz.Core.Schema;

/// <summary>Hot queries read no partition outside their window, however they are planned.</summary>
public static class PruningGates
{
    /// <summary>Two gates for each query: one per <see cref="PlanKind"/>.</summary>
    public static GateReport Judge(SchemaSnapshot snapshot, IReadOnlyList<HotQueryReading> readings) => new(
    [
        .. from query in HotQueries.All
           from plan in Enum.GetValues<PlanKind>()
           select Judge(snapshot, query, plan, readings.FirstOrDefault(reading => reading.Query == query && reading.Plan == plan)),
    ]);

    private static GateResult Judge(SchemaSnapshot snapshot, HotQuery query, PlanKind plan, HotQueryReading? reading)
    {
        var word = plan == PlanKind.Custom ? "custom" : "generic";
        var gate = new Gate(
            $"pruning-{query.Id}-{word}",
            $"With a {word} plan, {query.Id} reads only the partitions of its window",
            $"EXPLAIN (FORMAT JSON) EXECUTE on {snapshot.Server}",
            "partitions");
        var partitions = snapshot.PartitionsOf(query.Table).ToList();
        if (reading is null)
            return gate.NotRun($"{query.Table} is not there to be queried.");
        var expected = Expected(snapshot, query);
        return expected.Count >= partitions.Count
            ? gate.NotRun($"{query.Table} has {partitions.Count} partitions, too few to show that any is left out.")
            : gate.AtMost(
                reading.Scanned.Count, expected.Count, $"Reads {Listed(reading.Scanned)} of {partitions.Count} partitions.");
    }

    // The default partition may hold what no range of the window does, so a window with a hole in it reads that one too.
    private static List<string> Expected(SchemaSnapshot snapshot, HotQuery query)
    {
        var window = query.Window(snapshot.ReadAt);
        var covered = window.From;
        var expected = new List<string>();
        foreach (var partition in snapshot.PartitionsOf(query.Table)
                     .Where(partition => partition.Overlaps(window.From, window.To))
                     .OrderBy(partition => partition.From ?? DateTimeOffset.MinValue))
        {
            if ((partition.From ?? DateTimeOffset.MinValue) <= covered)
                covered = partition.To ?? DateTimeOffset.MaxValue;
            expected.Add(partition.Partition);
        }

        if (covered < window.To)
            expected.AddRange(snapshot.PartitionsOf(query.Table).Where(partition => partition.IsDefault).Select(partition => partition.Partition));
        return expected;
    }

    private static string Listed(IReadOnlyList<string> names) =>
        names.Count <= 5 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(5))} and {names.Count - 5} more";
}
