using Sagaz.Core.Gates;

namespace Sagaz.Core.Schema;

/// <summary>The live schema is what the migrations make of an empty database.</summary>
public static class DriftGates
{
    // The whole list goes to the log; a gate's detail is read in a table.
    private const int Named = 20;

    private static Gate Drift(string server) => new(
        "schema-drift",
        "Every object is as the migrations make it from nothing",
        $"the catalog of {server} beside that of a scratch database",
        "objects");

    private static Gate Partitions(string server) => new(
        "partition-drift", "Every partition has its parent's structure and no rights of its own", $"the catalog of {server}", "objects");

    /// <summary>The live schema beside one that was migrated from nothing.</summary>
    public static GateResult Judge(string server, IReadOnlyList<SchemaDifference> differences) => Judge(Drift(server), differences);

    /// <summary>There was nothing to compare the live schema with, for the reason given.</summary>
    public static GateResult NotRun(string server, string reason) => Drift(server).NotRun(reason);

    /// <summary>Partitions beside their parents.</summary>
    public static GateResult JudgePartitions(string server, IReadOnlyList<SchemaDifference> differences) =>
        Judge(Partitions(server), differences);

    private static GateResult Judge(Gate gate, IReadOnlyList<SchemaDifference> differences)
    {
        var more = differences.Count > Named ? $"; and {differences.Count - Named} more" : "";
        return gate.AtMost(differences.Count, 0, string.Join("; ", differences.Take(Named)) + more);
    }
}
