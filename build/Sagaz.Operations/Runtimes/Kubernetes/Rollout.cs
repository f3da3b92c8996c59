using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Applies manifests wave by wave, and removes what they no longer have.</summary>
internal sealed class Rollout(KubeApi api, ObjectApplier applier, DeploymentStore store, IProgressLog log)
{
    private static readonly string[] Awaited = ["StatefulSet", "Deployment", "Job"];

    /// <summary>How long a workload may take to be ready.</summary>
    public TimeSpan ReadyWithin { get; init; } = Deadlines.WorkloadReady;

    /// <summary>How long a pod may be in one and the same trouble.</summary>
    public TimeSpan StuckFor { get; init; } = Deadlines.PodStuck;

    /// <summary>Applies everything; done twice it changes nothing, and after a crash it goes on where it was.</summary>
    /// <param name="manifests">What is wanted.</param>
    /// <param name="force">Whether fields are taken away from other managers.</param>
    /// <param name="afterWave">Called when a wave's workloads are ready: what only a running wave can be given.</param>
    /// <param name="cancellationToken">Stops between two waves.</param>
    public async Task ApplyAsync(ManifestSet manifests, bool force, Func<DeploymentWave, CancellationToken, Task> afterWave, CancellationToken cancellationToken)
    {
        await RememberKindsAsync(manifests, cancellationToken);
        foreach (var (wave, objects) in DeploymentWaves.Of(manifests))
        {
            log.Information($"{wave.ToString().ToLowerInvariant()}: {objects.Count} objects");
            await RemoveFailedJobsAsync(objects, cancellationToken);
            foreach (var line in await applier.ApplyAsync(objects, force, cancellationToken))
                log.Detail(line);
            var workloads = objects.Where(item => Awaited.Contains(item.Kind)).Select(item => item.Reference).ToList();
            if (workloads.Count > 0)
                await new WorkloadWait(api, log, wave == DeploymentWave.Schema ? Deadlines.MigrationJob : ReadyWithin, StuckFor).UntilReadyAsync(workloads, cancellationToken);
            await afterWave(wave, cancellationToken);
        }
    }

    /// <summary>Removes what bears our mark and is not in the manifests; never data.</summary>
    /// <returns>What was removed.</returns>
    public async Task<IReadOnlyList<ObjectReference>> PruneAsync(ManifestSet manifests, CancellationToken cancellationToken)
    {
        var wanted = manifests.Objects.Select(item => item.Reference).ToList();
        var superfluous = AppliedSet.Superfluous(await FindMarkedAsync(cancellationToken), wanted);
        await applier.DeleteAsync(superfluous, cancellationToken);
        foreach (var item in superfluous)
            log.Information($"{item} removed: the manifests no longer have it");
        await store.WriteKindsAsync(AppliedSet.KindsOf(wanted), cancellationToken);
        return superfluous;
    }

    /// <summary>Objects in the cluster that bear our mark.</summary>
    public async Task<IReadOnlyList<ObjectReference>> FindMarkedAsync(CancellationToken cancellationToken) =>
        await applier.FindMarkedAsync(await store.ReadKindsAsync(cancellationToken), AppliedSet.PartOfLabel, store.SetId, cancellationToken);

    /// <summary>A Job that failed in an earlier run stays as it is for ever, and nothing of it could be applied again.</summary>
    private async Task RemoveFailedJobsAsync(IReadOnlyList<ManifestObject> objects, CancellationToken cancellationToken)
    {
        foreach (var job in objects.Where(item => item.Kind == "Job"))
        {
            if (await api.FindAsync(ApiPath.Of(job.Reference), cancellationToken) is not { } live || !WorkloadProgress.HasCondition(live, "Failed"))
                continue;
            log.Information($"{job} failed before and is run again");
            await applier.DeleteAsync([job.Reference], cancellationToken);
        }
    }

    /// <summary>Kinds are remembered before there is an object of them: nothing that a killed run left is ever out of sight.</summary>
    private async Task RememberKindsAsync(ManifestSet manifests, CancellationToken cancellationToken)
    {
        await applier.ApplyAsync([.. manifests.Of("Namespace")], force: false, cancellationToken);
        var known = await store.ReadKindsAsync(cancellationToken);
        await store.WriteKindsAsync([.. known.Union(AppliedSet.KindsOf(manifests.Objects.Select(item => item.Reference))).Order(StringComparer.Ordinal)], cancellationToken);
    }
}
