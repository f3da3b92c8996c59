using System.Globalization;
using Sagaz.Core.Partitions;
using Sagaz.Core.Status;
using Sagaz.Core.Topology;
using Sagaz.Operations.Partitions;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>PartitionStatistics</c>: how long the partitions will do, and every one with its range, rows and size.</summary>
public static class ReadPartitionStatistics
{
    /// <returns>The tables' lines.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var request = await MigrateDatabase.RequestAsync(cluster, cluster.Locate(), cancellationToken);
        var catalog = new PartitionCatalog(request.Leader);
        var runways = await catalog.RunwayAsync(cancellationToken);
        var partitions = await catalog.StatisticsAsync(cancellationToken);
        foreach (var runway in runways)
            cluster.Recorder.Measure($"partitions.{runway.Table}.runwayHours", runway.Hours);
        return
        [
            PartitionRunway.Describe(runways, TimeProvider.System.GetUtcNow()),
            "",
            .. TextTable.Render(PartitionRunway.Header, runways.Select(runway => runway.Cells)),
            "",
            .. TextTable.Render(["TABLE", "PARTITION", "FROM", "TO", "ROWS (ESTIMATE)", "SIZE"], partitions.Select(Row)),
        ];
    }

    private static IReadOnlyList<string> Row(PartitionStatistic partition) =>
    [
        partition.Table,
        partition.Partition,
        partition.IsDefault ? "default" : Text(partition.From),
        partition.IsDefault ? "default" : Text(partition.To),
        partition.EstimatedRows.ToString(CultureInfo.InvariantCulture),
        ByteSize.ToText(partition.TotalBytes),
    ];

    private static string Text(DateTimeOffset? bound) => bound?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "-";
}
