using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Puts a past state into the cluster: into the first member's own volume, from which the others clone it.</summary>
/// <remarks>
/// Until the first member's data is replaced, a failure brings all back as it was. Then there is only a way forward, which the
/// same command goes on with: the others' data is removed only after the restored one is in place.
/// </remarks>
/// <param name="api">The API server.</param>
/// <param name="rest">Holds members and clients.</param>
/// <param name="copies">Makes the pod that restores.</param>
/// <param name="store">Where it is written down.</param>
/// <param name="log">Told what happens.</param>
internal sealed class DataReplacement(KubeApi api, MembersAtRest rest, RestoredPods copies, ReplacementStore store, IProgressLog log)
{
    /// <summary>Name of the copy that is restored in the first member's volume.</summary>
    public const string Copy = "member";

    // Patroni's, beside sagaz-config, which stays: who led, how far, and who must take over.
    private static readonly string[] Remembered = ["sagaz-leader", "sagaz-sync", "sagaz-failover", "sagaz-failsafe"];

    private readonly string holder = Guid.NewGuid().ToString("N");

    /// <summary>Replaces the data.</summary>
    /// <param name="backup">Where the state begins.</param>
    /// <param name="target">Where it ends.</param>
    /// <param name="superuser">How to log in to the copy.</param>
    /// <param name="others">How many members clone the first one.</param>
    /// <param name="awaitLeaderAsync">Returns when the first member leads.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    /// <returns>Where the data is that the members had before.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(
        BackupSet backup, RestoreTarget target, PostgresEndpoint superuser, int others, Func<CancellationToken, Task> awaitLeaderAsync, CancellationToken cancellationToken)
    {
        // A killed run's id goes on: by it, what the member had is told from what was restored.
        var id = (await store.ReadAsync(cancellationToken))?.Id ?? Guid.NewGuid().ToString("N");
        var record = new ReplacementRecord(id, holder, $"{target}", IsReplaced: false);
        await store.WriteAsync(record, cancellationToken);
        var volume = new MemberVolume(api, copies.CommandsIn(Copy), id, backup);
        try
        {
            await rest.BeginAsync(cancellationToken);
            var restored = await copies.PrepareAsync(Copy, superuser, cancellationToken, volume);
            await restored.RestoreAsync(backup, target, cancellationToken);
            await restored.StopAsync(cancellationToken);
            await restored.PrepareForMemberAsync(cancellationToken);
            await store.RequireHeldAsync(record, cancellationToken);
            await rest.RequireAsync(cancellationToken);
        }
        catch
        {
            await PutBackAsync(record);
            throw;
        }
        return await ForwardAsync(record, async () =>
        {
            await volume.TakeOverAsync(cancellationToken);
            record = record with { IsReplaced = true };
            await store.WriteAsync(record, cancellationToken);
            await FinishAsync(record, others, awaitLeaderAsync, cancellationToken);
        });
    }

    /// <summary>Goes on with one whose first member has its data.</summary>
    /// <param name="unfinished">What a killed run wrote down.</param>
    /// <param name="others">How many members clone the first one.</param>
    /// <param name="awaitLeaderAsync">Returns when the first member leads.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    public async Task<IReadOnlyList<string>> GoOnAsync(
        ReplacementRecord unfinished, int others, Func<CancellationToken, Task> awaitLeaderAsync, CancellationToken cancellationToken)
    {
        var record = unfinished with { Holder = holder };
        await store.WriteAsync(record, cancellationToken);
        return await ForwardAsync(record, async () =>
        {
            await rest.BeginAsync(cancellationToken);
            await FinishAsync(record, others, awaitLeaderAsync, cancellationToken);
        });
    }

    /// <summary>Everything after the first member's data was replaced; each step can be done again.</summary>
    private async Task FinishAsync(ReplacementRecord record, int others, Func<CancellationToken, Task> awaitLeaderAsync, CancellationToken cancellationToken)
    {
        await copies.EndAsync(Copy, cancellationToken);
        await store.RequireHeldAsync(record, cancellationToken);
        await rest.RequireAsync(cancellationToken);
        // A member with data of the timeline that ended could win the race for the lead.
        for (var member = 1; member <= others; member++)
            await RemoveClaimAsync(MemberClaim.NameOf(member), cancellationToken);
        // Patroni takes a member that lies behind the store's last word for unfit to lead.
        foreach (var map in Remembered)
            await api.DeleteAsync(ApiPath.Core("ConfigMap", map, api.Connection.Namespace), cancellationToken);
        await rest.StartFirstAsync(cancellationToken);
        await awaitLeaderAsync(cancellationToken);
        await rest.StartAllAsync(cancellationToken);
        // Before clients: while it is written down, nobody but us has changed the restored data.
        await store.RemoveAsync(cancellationToken);
        await rest.AdmitAsync(cancellationToken);
    }

    private async Task RemoveClaimAsync(string claim, CancellationToken cancellationToken)
    {
        var path = ApiPath.Core("PersistentVolumeClaim", claim, api.Connection.Namespace);
        await api.DeleteAsync(path, cancellationToken);
        await WaitFor.UntilAsync<bool>(
            $"the claim {claim} to be gone",
            Deadlines.PodsEnded,
            log,
            async token => await api.FindAsync(path, token) is null ? true : new NotYet("it is still there"),
            cancellationToken,
            $"kubectl describe pvc {claim} --namespace {api.Connection.Namespace}",
            Deadlines.ApiServerInterval);
    }

    private async Task<IReadOnlyList<string>> ForwardAsync(ReplacementRecord record, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch
        {
            log.Warning($"the restore to {record.Target} is unfinished, and clients are kept out: the first member has the restored data or is about to, what it had stands in its claim ({MemberVolume.Kept}). The same command goes on");
            throw;
        }
        var kept = $"{RestoredPod.Folder}/{MemberVolume.Kept}";
        return [$"claim {MemberVolume.Claim}, folder {kept}; once all is well: kubectl exec --namespace {api.Connection.Namespace} {KubernetesRuntime.MemberPrefix}-0 -- rm -rf {kept}"];
    }

    /// <summary>Nothing was replaced: members, poolers and schedules come back as they were.</summary>
    private async Task PutBackAsync(ReplacementRecord record)
    {
        try
        {
            await store.RequireHeldAsync(record, CancellationToken.None);
            await copies.EndAsync(Copy, CancellationToken.None);
            await rest.StartAllAsync(CancellationToken.None);
            await rest.AdmitAsync(CancellationToken.None);
            await store.RemoveAsync(CancellationToken.None);
            log.Warning("nothing was replaced: members, poolers and CronJobs come back as they were (./build.sh StatusK8s)");
        }
        catch (SagazException error)
        {
            log.Warning($"nothing was replaced, but the cluster could not be brought back into service: {error.Sentence} The same command begins anew; ./build.sh DeployK8s gives it up");
        }
    }
}
