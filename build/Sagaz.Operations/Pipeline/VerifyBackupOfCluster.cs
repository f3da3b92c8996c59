using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Core.Gates;
using Sagaz.Core.Ledger;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Ledger;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>VerifyBackup</c>: restores the newest backup to a random moment, compares it with what clients were told, and reads every page.</summary>
public static class VerifyBackupOfCluster
{
    private const string Copy = "verify";
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(60);

    /// <param name="cluster">A running, migrated cluster with a backup.</param>
    /// <param name="load">How long clients write before the restore.</param>
    /// <param name="cancellationToken">Removes the copy and ends.</param>
    /// <exception cref="GateRefusedException">The copy differs or is damaged, WAL is missing, or it could not be found out.</exception>
    /// <exception cref="PreconditionException">The cluster makes no backups, or was never migrated.</exception>
    public static async Task<GateReport> RunAsync(ClusterContext cluster, TimeSpan load, CancellationToken cancellationToken)
    {
        var backups = await BackupsOfCluster.OpenAsync(cluster, cancellationToken);
        await LedgersOfCluster.RequireTablesAsync(cluster, cancellationToken);
        var endpoints = cluster.Locate();
        var plan = LedgersOfCluster.Plan(endpoints, $"{cluster.Recorder.Id}-backup");
        var ledger = await WriteAsync(cluster, plan, load, cancellationToken);
        try
        {
            var gates = await JudgeRepositoryAsync(cluster, backups, endpoints, cancellationToken);
            var catalog = await backups.Repository.ReadCatalogAsync(cancellationToken);
            return cluster.RequireGates(gates + (catalog.Newest, RestoredLedger.Draw(ledger, Random.Shared.NextDouble())) switch
            {
                (null, _) => RestoreGates.NotRun("There is no backup."),
                (_, null) => RestoreGates.NotRun("Clients were told of too few rows to draw a moment from."),
                ({ } newest, { } moment) => await JudgeCopyAsync(cluster, backups.Site, newest, moment, ledger, plan, cancellationToken),
            });
        }
        finally
        {
            await LedgersOfCluster.Rows(endpoints, plan).RemoveAsync(CancellationToken.None);
            LedgersOfCluster.Open(cluster).End(plan.Run);
        }
    }

    private static async Task<IReadOnlyList<LedgerEntry>> WriteAsync(ClusterContext cluster, LedgerPlan plan, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var phase = new Phase(cluster.Recorder, "ledger");
        await using var ledger = LedgersOfCluster.Open(cluster).Begin(plan.Run);
        await using (var load = LedgerLoad.Start(plan, ledger))
        {
            using var end = new PeriodicTimer(duration);
            await end.WaitForNextTickAsync(cancellationToken);
            await load.CompleteAsync(Drain);
        }
        return await AckLedger.ReadAsync(ledger.Path, cancellationToken);
    }

    /// <summary>Also has the last segment of the ledger's load archived, which the restore needs.</summary>
    private static async Task<GateReport> JudgeRepositoryAsync(
        ClusterContext cluster, BackupsOfCluster backups, ClusterEndpoints endpoints, CancellationToken cancellationToken)
    {
        using var phase = new Phase(cluster.Recorder, "archive");
        var limits = cluster.Topology.Limits.Backup;
        var refusal = await backups.Repository.CheckAsync(limits.Arrival, cancellationToken);
        var leader = endpoints.Member(await LeaderLocation.FindAsync(cluster, endpoints, cancellationToken), Account.Superuser);
        var catalog = await backups.Repository.ReadCatalogAsync(cancellationToken);
        var gates = BackupGates.JudgeCatalog(catalog, limits, TimeProvider.System.GetUtcNow())
            + BackupGates.JudgeArchive(await ArchiveProbe.ReadAsync(leader, cancellationToken), refusal, limits)
            + new GateReport([BackupGates.JudgeGaps(catalog, catalog.Archive.Length == 0 ? [] : await backups.Repository.ReadArchiveAsync(catalog, cancellationToken))]);
        return await backups.Site.ReadFreeBytesAsync(cancellationToken) is { } free ? gates + new GateReport([BackupGates.JudgeSpace(free, limits)]) : gates;
    }

    /// <summary>Restores a backup beside the cluster and compares it; whatever comes of it, nothing of the copy stays.</summary>
    internal static async Task<GateReport> JudgeCopyAsync(
        ClusterContext cluster, IBackupSite site, BackupSet newest, DateTimeOffset moment, IReadOnlyList<LedgerEntry> ledger, LedgerPlan plan, CancellationToken cancellationToken)
    {
        RestoredServer? copy = null;
        try
        {
            using (var phase = new Phase(cluster.Recorder, "restore"))
            {
                copy = await site.RestoreBesideAsync(Copy, newest, new RestoreTarget.Moment(moment), cancellationToken);
                cluster.Recorder.Measure("restore.seconds", phase.Elapsed.TotalSeconds);
                cluster.Log.Information($"{newest.Label} restored to {moment:O} in {phase.Elapsed.TotalSeconds:0.0} s");
            }
            var database = new LedgerDatabase(copy.Superuser, plan);
            var restored = RestoredLedger.Judge(ledger, moment, await database.ReadAsync(cancellationToken));
            cluster.Recorder.Measure("restore.acknowledgedRows", restored.Acknowledged);
            using var pages = new Phase(cluster.Recorder, "pages");
            var complaint = await copy.CheckRelationsAsync(cancellationToken);
            await copy.StopAsync(cancellationToken);
            return RestoreGates.Judge(restored) + RestoreGates.Judge(await copy.CheckPagesAsync(cancellationToken), complaint);
        }
        catch (OperationFailedException error)
        {
            return RestoreGates.NotRun(string.Join(' ', error.ToString().Split('\n', StringSplitOptions.TrimEntries)));
        }
        finally
        {
            if (copy is not null)
                await copy.RemoveAsync(CancellationToken.None);
        }
    }
}
