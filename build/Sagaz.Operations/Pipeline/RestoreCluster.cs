using Npgsql;
using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>RestoreBackup</c>: brings a past state back, beside the cluster or into it.</summary>
/// <remarks>Into the cluster it comes through a copy beside it: until the copy has reached its target, the cluster goes on.</remarks>
public static class RestoreCluster
{
    private const string Beside = "scratch";
    private const string Into = "restore";

    /// <param name="cluster">A cluster with backups.</param>
    /// <param name="request">What to bring back.</param>
    /// <param name="isBeside">Whether it is put beside the cluster, where it runs until <c>Down</c> or the next restore beside it.</param>
    /// <param name="confirmation">Asked before it is put into the cluster: what was committed since is gone from it.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    /// <returns>Lines that say where the copy is, or what was there before.</returns>
    /// <exception cref="PreconditionException">Not confirmed, no backup reaches back that far, or its runtime puts none into the cluster.</exception>
    public static Task<IReadOnlyList<string>> RunAsync(
        ClusterContext cluster, RestoreRequest request, bool isBeside, Confirmation confirmation, CancellationToken cancellationToken) =>
        isBeside ? BesideAsync(cluster, request, cancellationToken) : IntoAsync(cluster, request, confirmation, cancellationToken);

    private static async Task<IReadOnlyList<string>> BesideAsync(ClusterContext cluster, RestoreRequest request, CancellationToken cancellationToken)
    {
        var backups = await BackupsOfCluster.OpenAsync(cluster, cancellationToken);
        var target = request.Target();
        var copy = await RestoreAsync(cluster, backups, Beside, await ChooseAsync(backups, target, cancellationToken), target, cancellationToken);
        return
        [
            .. copy.WayThere is { } way ? [way] : Array.Empty<string>(),
            $"{copy.Superuser}, password of {copy.Superuser.Username} as in ./build.sh Connections --show-secrets; its data: {copy.Folder}",
            $"psql 'host={copy.Superuser.Host} port={copy.Superuser.Port} user={copy.Superuser.Username} dbname={copy.Superuser.Database} sslmode=require'",
        ];
    }

    private static async Task<IReadOnlyList<string>> IntoAsync(
        ClusterContext cluster, RestoreRequest request, Confirmation confirmation, CancellationToken cancellationToken)
    {
        if (cluster.Runtime is not IDataReplacement replacement)
            throw new PreconditionException($"No run puts a backup into a cluster of the runtime {cluster.Runtime.Name}.", remedy: "--scratch, beside it");
        var backups = await BackupsOfCluster.OpenAsync(cluster, cancellationToken);
        var target = request.Target();
        var kept = await replacement.FindUnfinishedAsync(cancellationToken) is { } unfinished
            ? await GoOnAsync(cluster, unfinished, target, confirmation, cancellationToken)
            : await ReplaceAsync(cluster, replacement, backups, target, confirmation, cancellationToken);
        await ReturnToService.SettleAsync(cluster, cancellationToken);
        // Backups made between the target and now lie on a timeline that ended; the new one needs its own.
        if (backups.Repository.MadeBy is { } elsewhere)
            cluster.Log.Warning($"make a full backup now: {elsewhere}");
        else
        {
            using (new Phase(cluster.Recorder, "backup"))
                await backups.Repository.BackupAsync(BackupKind.Full, cancellationToken);
        }
        await ReturnToService.ProveAsync(cluster, cancellationToken);
        return [.. kept.Select(place => "what was there before: " + place)];
    }

    private static async Task<IReadOnlyList<string>> ReplaceAsync(
        ClusterContext cluster, IDataReplacement replacement, BackupsOfCluster backups, RestoreTarget target, Confirmation confirmation, CancellationToken cancellationToken)
    {
        var backup = await ChooseAsync(backups, target, cancellationToken);
        await replacement.RequirePossibleAsync(backup, cancellationToken);
        confirmation.Require(
            $"'{cluster.Settings.ClusterName}' goes back to {target} (backup {backup.Label}); whatever was committed since is gone from it.", cluster.Settings.ClusterName);
        var copy = await RestoreAsync(cluster, backups, Into, backup, target, cancellationToken);
        await copy.StopAsync(cancellationToken);
        using var phase = new Phase(cluster.Recorder, "replace");
        var kept = await replacement.ReplaceDataAsync(
            new ProvenState(copy, backup, target), cluster.Topology.MemberNames[0], token => AwaitLeaderAsync(cluster, token), cancellationToken);
        await copy.RemoveAsync(cancellationToken);
        return kept;
    }

    /// <summary>The state was proven by the run that was cut off.</summary>
    /// <exception cref="PreconditionException">It was another state, or nobody confirmed.</exception>
    private static async Task<IReadOnlyList<string>> GoOnAsync(
        ClusterContext cluster, UnfinishedReplacement unfinished, RestoreTarget target, Confirmation confirmation, CancellationToken cancellationToken)
    {
        if ($"{target}" != unfinished.Target)
        {
            throw new PreconditionException(
                $"A restore of '{cluster.Settings.ClusterName}' to {unfinished.Target} is unfinished, and its data is in the first member already.",
                remedy: $"./build.sh RestoreBackup to {unfinished.Target} goes on with it; then another state can be brought back");
        }
        confirmation.Require($"'{cluster.Settings.ClusterName}' goes on to {target}: its first member has that state, what the others have is removed.", cluster.Settings.ClusterName);
        using var phase = new Phase(cluster.Recorder, "replace");
        return await unfinished.GoOnAsync(token => AwaitLeaderAsync(cluster, token), cancellationToken);
    }

    private static async Task AwaitLeaderAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        using var patroni = ClusterContext.OpenPatroni(cluster.Locate());
        await ClusterReadiness.AwaitLeaderAsync(cluster, patroni, cancellationToken);
    }

    private static async Task<BackupSet> ChooseAsync(BackupsOfCluster backups, RestoreTarget target, CancellationToken cancellationToken) =>
        (await backups.Repository.ReadCatalogAsync(cancellationToken)).Choose(target);

    private static async Task<RestoredServer> RestoreAsync(
        ClusterContext cluster, BackupsOfCluster backups, string name, BackupSet backup, RestoreTarget target, CancellationToken cancellationToken)
    {
        await ArchiveNowAsync(cluster, backups.Repository, cancellationToken);
        using var phase = new Phase(cluster.Recorder, "restore");
        var copy = await backups.Site.RestoreBesideAsync(name, backup, target, cancellationToken);
        cluster.Log.Information($"{backup.Label} restored to {target} in {phase.Elapsed.TotalSeconds:0.0} s");
        return copy;
    }

    /// <summary>Has the leader's last segment archived, so that also what was committed a moment ago can be reached.</summary>
    private static async Task ArchiveNowAsync(ClusterContext cluster, IBackupRepository repository, CancellationToken cancellationToken)
    {
        using var phase = new Phase(cluster.Recorder, "archive");
        try
        {
            var endpoints = cluster.Locate();
            var leader = endpoints.Member(await LeaderLocation.FindAsync(cluster, endpoints, cancellationToken), Account.Superuser);
            await ArchiveProbe.CommitAsync(leader, cancellationToken);
            if (await repository.CheckAsync(cluster.Topology.Limits.Backup.Arrival, cancellationToken) is { } refusal)
                cluster.Log.Warning("the newest WAL cannot be archived: " + refusal);
        }
        catch (Exception error) when (error is SagazException or NpgsqlException)
        {
            cluster.Log.Warning($"nobody leads, so there is no more WAL than was archived: {error.Message}");
        }
    }
}
