using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Core.Gates;
using Sagaz.Core.Topology;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>Backup</c>: makes a backup now, and judges it.</summary>
public static class MakeBackup
{
    /// <param name="cluster">A running cluster with backups.</param>
    /// <param name="kind">How much the backup holds itself.</param>
    /// <param name="cancellationToken">Stops it; what was copied serves the next one.</param>
    /// <returns>The backup.</returns>
    /// <exception cref="PreconditionException">The cluster makes no backups.</exception>
    /// <exception cref="GateRefusedException">A page with a wrong checksum was met, or the disk runs full.</exception>
    public static async Task<BackupSet> RunAsync(ClusterContext cluster, BackupKind kind, CancellationToken cancellationToken)
    {
        var backups = await BackupsOfCluster.OpenAsync(cluster, cancellationToken);
        using (new Phase(cluster.Recorder, "backup"))
            await backups.Repository.BackupAsync(kind, cancellationToken);
        var catalog = await backups.Repository.ReadCatalogAsync(cancellationToken);
        var gates = BackupGates.JudgeCatalog(catalog, cluster.Topology.Limits.Backup, TimeProvider.System.GetUtcNow());
        if (await backups.Site.ReadFreeBytesAsync(cancellationToken) is { } free)
            gates += new GateReport([BackupGates.JudgeSpace(free, cluster.Topology.Limits.Backup)]);
        cluster.RequireGates(gates);
        var made = catalog.Newest!;
        cluster.Recorder.Measure("backup.databaseBytes", made.DatabaseBytes);
        cluster.Recorder.Measure("backup.repositoryBytes", made.RepositoryBytes);
        cluster.Log.Information(
            $"backup {made.Label}: {ByteSize.ToText(made.DatabaseBytes)} of databases, {ByteSize.ToText(made.RepositoryBytes)} in the repository, {(made.StoppedAt - made.StartedAt).TotalSeconds:0} s");
        return made;
    }
}
