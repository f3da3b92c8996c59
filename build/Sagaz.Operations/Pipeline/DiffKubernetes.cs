using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>DiffK8s</c>: in what a cluster in Kubernetes differs from what DeployK8s would make of it; changes nothing.</summary>
public static class DiffKubernetes
{
    /// <returns>Lines of a diff, and what would be removed; empty where nothing differs.</returns>
    /// <exception cref="Core.Errors.PreconditionException">A deployment would be refused.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        // Looking needs no confirmation.
        var plan = await PlannedDeployment.MakeAsync(cluster, cluster.Settings.Environment, cancellationToken);
        return await CompareAsync(plan, cluster.Settings.Deployment.Forces, cancellationToken);
    }

    internal static async Task<IReadOnlyList<string>> CompareAsync(PlannedDeployment plan, bool force, CancellationToken cancellationToken)
    {
        var store = plan.Runtime.Store;
        if (await store.ReadEnvironmentAsync(cancellationToken) is null)
            return [.. plan.Manifests.Objects.Select(item => $"{item} is not there")];
        var marked = await plan.Runtime.OpenRollout().FindMarkedAsync(cancellationToken);
        return
        [
            .. await plan.Runtime.Applier.DiffAsync(plan.Manifests.Objects, force, cancellationToken),
            .. AppliedSet.Superfluous(marked, [.. plan.Manifests.Objects.Select(item => item.Reference)]).Select(item => $"{item} would be removed"),
        ];
    }
}
