using System.Globalization;
using Sagaz.Core.Partitions;
using Sagaz.Core.Status;
using Sagaz.Core.Topology;
using Sagaz.Operations.Migrations;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>PartitionStatistics</c>: every partition with its range, rows and size.</summary>
public static class ReadPartitionStatistics
{
    /// <returns>The table's lines.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var request = await MigrateDatabase.RequestAsync(cluster, cluster.Locate(), cancellationToken);
        var partitions = await new PartitionMaintenance(request.Leader).StatisticsAsync(cancellationToken);
        return TextTable.Render(["TABLE", "PARTITION", "FROM", "TO", "ROWS (ESTIMATE)", "SIZE"], partitions.Select(Row));
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
