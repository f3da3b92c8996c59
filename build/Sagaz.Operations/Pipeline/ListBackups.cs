using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Core.Status;
using Sagaz.Core.Topology;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>Backups</c>: what the repository holds.</summary>
public static class ListBackups
{
    /// <returns>Lines for a terminal.</returns>
    /// <exception cref="PreconditionException">The cluster makes no backups.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var backups = await BackupsOfCluster.OpenAsync(cluster, cancellationToken);
        var catalog = await backups.Repository.ReadCatalogAsync(cancellationToken);
        return
        [
            .. TextTable.Render(["BACKUP", "KIND", "ENDED (UTC)", "TOOK", "DATABASES", "REPOSITORY", "PAGES"], catalog.Sets.Select(Row)),
            $"{catalog.Sets.Count} backups ({catalog.Status}); WAL up to {(catalog.LastWal.Length == 0 ? "none" : catalog.LastWal)}",
        ];
    }

    private static string[] Row(BackupSet backup) =>
    [
        backup.Label,
        backup.Kind.ToString().ToLowerInvariant(),
        $"{backup.StoppedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}",
        $"{(backup.StoppedAt - backup.StartedAt).TotalSeconds:0} s",
        ByteSize.ToText(backup.DatabaseBytes),
        ByteSize.ToText(backup.RepositoryBytes),
        backup.HasPageErrors ? "BAD" : "ok",
    ];
}
