using Sagaz.Core.Errors;
using Sagaz.Core.Partitions;
using Sagaz.Operations.Partitions;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>CreatePartitions</c>: makes the partitions of one table that hold given days.</summary>
public static class CreateTablePartitions
{
    /// <param name="cluster">Where.</param>
    /// <param name="table">A table of <c>partition_policies</c>.</param>
    /// <param name="from">The first day, as <c>2026-01-31</c>.</param>
    /// <param name="to">The last day; null for the first.</param>
    /// <param name="cancellationToken">Ends it between two partitions.</param>
    /// <returns>What was made.</returns>
    /// <exception cref="PreconditionException">A parameter is missing or makes no sense.</exception>
    /// <exception cref="OperationFailedException">A partition failed; the others were made.</exception>
    public static async Task<IReadOnlyList<MaintenanceAction>> RunAsync(
        ClusterContext cluster, string? table, string? from, string? to, CancellationToken cancellationToken)
    {
        var span = DateSpan.Parse(from, to);
        if (table is null)
            throw new PreconditionException("--table is missing.", remedy: "--table saga_outbox");
        var request = await MigrateDatabase.RequestAsync(cluster, cluster.Locate(), cancellationToken);
        return MaintenanceReport.RequireNoError(await new PartitionCreation(request.Leader).CreateAsync(table, span, cancellationToken));
    }
}
