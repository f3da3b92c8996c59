using Sagaz.Core.Errors;
using Sagaz.Core.Partitions;
using Sagaz.Core.Status;

namespace Sagaz.Operations.Pipeline;

/// <summary>What became of maintenance, for the terminal.</summary>
public static class MaintenanceReport
{
    /// <summary>The actions as a table's lines, or that there was none.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<MaintenanceAction> actions) => actions.Count == 0 ? ["Nothing was due."] : TextTable.Render(
        ["ACTION", "TABLE", "PARTITION", "DETAILS"],
        actions.Select(action => new[] { action.Kind.ToString().ToUpperInvariant(), action.Table, action.Partition ?? "-", action.Details }));

    /// <summary>The actions, when none of them failed.</summary>
    /// <exception cref="OperationFailedException">One failed; the others were done.</exception>
    internal static IReadOnlyList<MaintenanceAction> RequireNoError(IReadOnlyList<MaintenanceAction> actions)
    {
        var failed = actions.Where(action => action.Kind == MaintenanceActionKind.Error).ToList();
        return failed.Count == 0
            ? actions
            : throw new OperationFailedException(
                $"{failed.Count} of {actions.Count} maintenance actions failed.", Lines(failed), "./build.sh PartitionStatistics, then ./build.sh MaintainPartitions");
    }
}
