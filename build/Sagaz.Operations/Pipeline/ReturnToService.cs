using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Pipeline;

/// <summary>What follows when a cluster's data was replaced: as each runtime is brought into service otherwise, too.</summary>
internal static class ReturnToService
{
    /// <summary>Waits until the cluster is of use.</summary>
    /// <exception cref="Core.Errors.DeadlinePassedException">No leader, no replica, or no pool in time.</exception>
    public static Task SettleAsync(ClusterContext cluster, CancellationToken cancellationToken) => cluster.Runtime switch
    {
        KubernetesRuntime => DeployToKubernetes.SettleAsync(cluster, cancellationToken),
        _ => StartCluster.RunAsync(cluster, cancellationToken),
    };

    /// <summary>The gates that prove a deployment, where the cluster is deployed.</summary>
    /// <exception cref="Core.Gates.GateRefusedException">A gate failed or did not run.</exception>
    public static Task ProveAsync(ClusterContext cluster, CancellationToken cancellationToken) => cluster.Runtime switch
    {
        KubernetesRuntime => DeployToKubernetes.ProveAsync(cluster, cancellationToken),
        _ => Task.CompletedTask,
    };
}
