using Sagaz.Core.Status;
using Sagaz.Core.Topology;
using Sagaz.Operations.Partitions;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>ReindexBloated</c>: rebuilds indexes that hold much nothing, while everybody goes on working.</summary>
public static class RebuildBloatedIndexes
{
    /// <returns>The bloated indexes with their sizes before and after; empty when there was none.</returns>
    public static async Task<IReadOnlyList<BloatedIndex>> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var request = await MigrateDatabase.RequestAsync(cluster, cluster.Locate(), cancellationToken);
        using (new Phase(cluster.Recorder, "reindex-bloated"))
            return await new IndexRebuild(request.Leader, cluster.Log).RebuildAsync(cancellationToken);
    }

    /// <summary>The indexes as a table's lines, or that there is none.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<BloatedIndex> indexes) => indexes.Count == 0 ? ["No index is bloated."] : TextTable.Render(
        ["INDEX", "BEFORE", "EMPTY", "AFTER"],
        indexes.Select(index => new[]
        {
            index.Name,
            ByteSize.ToText(index.Bytes),
            $"{index.Bloat:P0}",
            index.BytesAfter is { } after ? ByteSize.ToText(after) : $"postponed: {index.Postponed}",
        }));
}
