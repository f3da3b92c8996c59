using Sagaz.Core.Errors;
using Sagaz.Core.Partitions;
using Sagaz.Operations.Partitions;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>MaintainPartitions</c>: makes the coming partitions, retires the expired ones, analyzes the recent ones.</summary>
public static class MaintainAllPartitions
{
    /// <param name="cluster">Where.</param>
    /// <param name="archiveFolder">Where expired partitions are archived first; null drops them without an archive.</param>
    /// <param name="cancellationToken">Ends it between two steps, or within one that then leaves nothing behind.</param>
    /// <returns>What was done, in order.</returns>
    /// <exception cref="OperationFailedException">A partition failed; the others were maintained.</exception>
    public static async Task<IReadOnlyList<MaintenanceAction>> RunAsync(
        ClusterContext cluster, string? archiveFolder, CancellationToken cancellationToken)
    {
        var request = await MigrateDatabase.RequestAsync(cluster, cluster.Locate(), cancellationToken);
        using (new Phase(cluster.Recorder, "maintain-partitions"))
        {
            return MaintenanceReport.RequireNoError(
                await new PartitionMaintenance(request.Leader, cluster.Log).MaintainAsync(archiveFolder, cancellationToken));
        }
    }
}
