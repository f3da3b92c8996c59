using Sagaz.Core.Backups;
using Sagaz.Core.Load;

namespace Sagaz.Operations.Pipeline;

/// <summary>What may happen to the cluster in the middle of a load: the targets themselves.</summary>
internal static class LoadOperations
{
    public static Task RunAsync(ClusterContext cluster, LoadOperation operation, CancellationToken cancellationToken) => operation switch
    {
        LoadOperation.MaintainPartitions => MaintainAllPartitions.RunAsync(cluster, null, cancellationToken),
        LoadOperation.Switchover => SwitchOver.RunAsync(cluster, null, null, cancellationToken),
        LoadOperation.Migrate => MigrateDatabase.RunAsync(cluster, null, cancellationToken),
        _ => MakeBackup.RunAsync(cluster, BackupKind.Full, cancellationToken),
    };
}
