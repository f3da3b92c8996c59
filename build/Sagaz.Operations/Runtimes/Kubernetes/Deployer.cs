using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Deploys a revision, has it proved, and puts the last good one back when it fails.</summary>
internal sealed class Deployer(KubeApi api, Rollout rollout, DeploymentStore store, IProgressLog log)
{
    /// <summary>What is done after each wave, and what proves the whole.</summary>
    /// <param name="AfterWave">Called when a wave's workloads are ready.</param>
    /// <param name="ProveAsync">Returns when the deployment is of use; throws where it is not.</param>
    public sealed record Hooks(Func<DeploymentWave, CancellationToken, Task> AfterWave, Func<CancellationToken, Task> ProveAsync);

    /// <summary>Deploys.</summary>
    /// <param name="manifests">Everything, marked as ours.</param>
    /// <param name="commit">Where it comes from.</param>
    /// <param name="force">Whether fields are taken away from other managers.</param>
    /// <param name="hooks">What is done in between and at the end.</param>
    /// <param name="cancellationToken">Stops between two steps; the same again goes on from there.</param>
    /// <returns>The revision's number.</returns>
    /// <exception cref="SagazException">It failed; the last good revision runs again, where there was one.</exception>
    public async Task<int> DeployAsync(ManifestSet manifests, string commit, bool force, Hooks hooks, CancellationToken cancellationToken)
    {
        var isNew = await store.ReadEnvironmentAsync(cancellationToken) is null;
        var before = isNew ? null : (await store.ReadRevisionsAsync(cancellationToken)).LastOrDefault(revision => revision.IsGood);
        DeploymentRevision? revision = null;
        try
        {
            await rollout.ApplyAsync(manifests, force, async (wave, token) =>
            {
                // With the namespace there is a place to write down what is being tried.
                if (wave == DeploymentWave.Namespace)
                    revision = await NumberAsync(manifests, commit, token);
                await hooks.AfterWave(wave, token);
            }, cancellationToken);
            await hooks.ProveAsync(cancellationToken);
        }
        catch (SagazException failed)
        {
            foreach (var line in await new FailureEvidence(api).CollectAsync(cancellationToken))
                log.Warning(line);
            await PutBackAsync(before, failed, hooks, cancellationToken);
            throw;
        }
        await rollout.PruneAsync(manifests, cancellationToken);
        await store.WriteAsync(revision! with { IsGood = true }, cancellationToken);
        return revision.Number;
    }

    /// <summary>Applies the objects of a revision that was good: its fields are ours, its migrations ran. There stay as many members as were asked for last.</summary>
    /// <param name="revision">Which one.</param>
    /// <param name="proveAsync">Returns when what runs is of use; throws where it is not.</param>
    /// <param name="cancellationToken">Stops between two waves.</param>
    public async Task RestoreAsync(DeploymentRevision revision, Func<CancellationToken, Task> proveAsync, CancellationToken cancellationToken)
    {
        var manifests = MemberCount.Apply(JobNames.Without(revision.Manifests), await store.ReadReplicasAsync(cancellationToken));
        await rollout.ApplyAsync(manifests, force: true, (_, _) => Task.CompletedTask, cancellationToken);
        await proveAsync(cancellationToken);
        await rollout.PruneAsync(manifests, cancellationToken);
    }

    /// <summary>The same manifests again keep their number, also those of a run that was killed.</summary>
    private async Task<DeploymentRevision> NumberAsync(ManifestSet manifests, string commit, CancellationToken cancellationToken)
    {
        var all = await store.ReadRevisionsAsync(cancellationToken);
        var last = all.Count > 0 ? all[^1] : null;
        if (last is not null && last.IsSameAs(manifests))
            return last;
        var revision = new DeploymentRevision((last?.Number ?? 0) + 1, IsGood: false, commit, manifests);
        await store.WriteAsync(revision, cancellationToken);
        return revision;
    }

    private async Task PutBackAsync(DeploymentRevision? before, SagazException failed, Hooks hooks, CancellationToken cancellationToken)
    {
        if (before is null)
        {
            log.Warning("there is no good revision to put back: what was applied stays, and so does the data");
            return;
        }
        log.Warning($"the deployment failed: {failed.Sentence} Revision {before.Number} is put back; data is not touched");
        try
        {
            await RestoreAsync(before, hooks.ProveAsync, cancellationToken);
            log.Information($"revision {before.Number} runs again");
        }
        catch (SagazException again)
        {
            throw new OperationFailedException(
                $"The deployment failed, and revision {before.Number} could not be put back either: {again.Sentence}", ["first: " + failed.Sentence], "./build.sh StatusK8s, then ./build.sh RollbackK8s", failed);
        }
    }
}
