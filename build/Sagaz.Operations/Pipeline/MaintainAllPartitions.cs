using Sagaz.Core.Errors;
using Sagaz.Core.Partitions;
using Sagaz.Core.Status;
using Sagaz.Operations.Migrations;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>MaintainPartitions</c>: makes the coming partitions, drops the expired ones, analyzes the recent ones.</summary>
public static class MaintainAllPartitions
{
    /// <returns>What was done, in order.</returns>
    /// <exception cref="OperationFailedException">A partition failed; the others were maintained.</exception>
    public static async Task<IReadOnlyList<MaintenanceAction>> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var request = await MigrateDatabase.RequestAsync(cluster, cluster.Locate(), cancellationToken);
        IReadOnlyList<MaintenanceAction> actions;
        using (new Phase(cluster.Recorder, "maintain-partitions"))
            actions = await new PartitionMaintenance(request.Leader).MaintainAsync(cancellationToken);
        var failed = actions.Where(action => action.Kind == MaintenanceActionKind.Error).ToList();
        return failed.Count == 0
            ? actions
            : throw new OperationFailedException(
                $"{failed.Count} of {actions.Count} maintenance actions failed.", Lines(failed), "./build.sh PartitionStatistics, then ./build.sh MaintainPartitions");
    }

    /// <summary>The actions as a table's lines.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<MaintenanceAction> actions) => TextTable.Render(
        ["ACTION", "TABLE", "PARTITION", "DETAILS"],
        actions.Select(action => new[] { action.Kind.ToString().ToUpperInvariant(), action.Table, action.Partition ?? "-", action.Details }));
}
