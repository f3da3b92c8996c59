using Sagaz.Core.Errors;
using Sagaz.Operations.Backups;

namespace Sagaz.Operations.Pipeline;

/// <summary>The backups of a cluster that makes some.</summary>
/// <param name="Site">What its runtime offers.</param>
/// <param name="Repository">Where they lie.</param>
internal sealed record BackupsOfCluster(IBackupSite Site, IBackupRepository Repository)
{
    /// <summary>Makes the repository ready where the cluster makes backups.</summary>
    public static async Task EnsureAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        if (!cluster.Topology.HasBackups)
            return;
        if (cluster.Runtime is not IBackupSite)
        {
            cluster.Log.Warning($"no backups are made: the runtime {cluster.Runtime.Name} cannot yet (docs/backups.md)");
            return;
        }
        using var phase = new Phase(cluster.Recorder, "backups");
        await (await OpenAsync(cluster, cancellationToken)).Repository.EnsureAsync(cancellationToken);
    }

    /// <exception cref="PreconditionException">It makes none, or its runtime cannot.</exception>
    public static async Task<BackupsOfCluster> OpenAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        if (cluster.Runtime is not IBackupSite site)
            throw new PreconditionException($"The runtime {cluster.Runtime.Name} makes no backups.", remedy: "docs/backups.md says which do");
        if (!cluster.Topology.HasBackups)
        {
            throw new PreconditionException(
                $"The cluster '{cluster.Settings.ClusterName}' archives no WAL and makes no backups.", remedy: "./build.sh Up --with-backups");
        }
        return new BackupsOfCluster(site, await site.OpenRepositoryAsync(cancellationToken));
    }
}
