using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Whether the cluster's data could be replaced, asked before anything is touched.</summary>
internal sealed class ReplacementPreflight(KubeApi api, PodExec programs, DeploymentStore store)
{
    private static readonly string[] Applying = ["get", "patch"];

    /// <summary>What replacing needs: half of it would leave the cluster without members.</summary>
    public static IReadOnlyList<NeededRight> Rights { get; } =
    [
        .. RestoredPods.Rights,
        .. new[] { ("apps", "statefulsets"), ("apps", "deployments"), ("batch", "cronjobs") }.SelectMany(kind => Applying.Select(verb => new NeededRight(verb, kind.Item1, kind.Item2))),
        new("list", "batch", "jobs"), new("list", "", "events"),
        .. new[] { "create", "delete" }.Select(verb => new NeededRight(verb, "", "persistentvolumeclaims")),
        .. new[] { "get", "list", "create", "patch", "delete" }.Select(verb => new NeededRight(verb, "", "configmaps")),
    ];

    /// <summary>Asks everything.</summary>
    /// <param name="environment">Whose cluster it is to be.</param>
    /// <param name="backup">Where the state begins that is to come.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PreconditionException">Something speaks against it.</exception>
    public async Task RunAsync(string environment, BackupSet backup, CancellationToken cancellationToken)
    {
        if (await new AccessReview(api).FindMissingAsync(Rights.Distinct(), cancellationToken) is { Count: > 0 } missing)
        {
            throw new PreconditionException(
                $"Putting a past state into the cluster needs rights that the context lacks: {string.Join(", ", missing)}.", remedy: "docs/kubernetes.md, \"Rights\"; ask who runs the cluster");
        }
        new DeploymentConsent { Environment = environment, Context = api.Connection.Context }.RequireNamespace(await store.ReadEnvironmentAsync(cancellationToken));
        await ReadDeployedAsync(store, cancellationToken);
        await RequireNoJobsAsync(cancellationToken);
        await RequireRoomAsync(backup, cancellationToken);
    }

    /// <summary>What was deployed last and proved good: it says what is brought back.</summary>
    /// <exception cref="PreconditionException">Nothing was.</exception>
    public static async Task<ManifestSet> ReadDeployedAsync(DeploymentStore store, CancellationToken cancellationToken) =>
        (await store.ReadRevisionsAsync(cancellationToken)).LastOrDefault(revision => revision.IsGood)?.Manifests
        ?? throw new PreconditionException("No deployment of this cluster proved good, so nothing says what to bring back afterwards.", remedy: "./build.sh DeployK8s");

    /// <summary>What a Job does would be cut off, or would meet another past than it began with.</summary>
    private async Task RequireNoJobsAsync(CancellationToken cancellationToken)
    {
        var running = (await api.ListAsync(ApiPath.Of("batch/v1", "Job", api.Connection.Namespace), cancellationToken))
            .Where(job => ((long?)ManifestObject.At(job, "status", "active") ?? 0) > 0).Select(job => new ManifestObject(job).Name).ToList();
        if (running.Count > 0)
            throw new PreconditionException($"Jobs run that need the cluster: {string.Join(", ", running)}.", remedy: $"wait for their end, or kubectl delete job {string.Join(' ', running)}");
    }

    /// <summary>Looked at already while the member runs; where it does not, it is looked at before anything is restored.</summary>
    private async Task RequireRoomAsync(BackupSet backup, CancellationToken cancellationToken)
    {
        const string First = KubernetesRuntime.MemberPrefix + "-0";
        if (await api.FindAsync(ApiPath.Core("Pod", First, api.Connection.Namespace), cancellationToken) is not { } pod || !PodDirectory.IsReady(pod))
            return;
        var printed = await programs.RunAsync(First, RestoredPod.Container, ["sh", "-ec", MemberVolume.Room, "sh", RestoredPod.Folder], Deadlines.RepositoryAnswers, cancellationToken);
        MemberVolume.RequireRoom(printed.Require(), backup);
    }
}
