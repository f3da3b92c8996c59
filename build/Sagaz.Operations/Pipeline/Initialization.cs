using Sagaz.Operations.Reporting;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>Init</c>: makes ready a cluster of this machine, or the manifests for one in Kubernetes.</summary>
public static class Initialization
{
    /// <param name="settings">What the command line asked for.</param>
    /// <param name="isForKubernetes">Whether <c>--k8s</c> was given.</param>
    /// <param name="recorder">Collects gates and measurements.</param>
    /// <param name="mask">Knows what no line may show.</param>
    /// <param name="log">Told what happens.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many things were made: steps here, or objects of manifests.</returns>
    public static async Task<int> RunAsync(
        RunSettings settings, bool isForKubernetes, RunRecorder recorder, SecretMask mask, IProgressLog log, CancellationToken cancellationToken)
    {
        if (isForKubernetes)
            return (await RenderManifests.RunAsync(settings, recorder, log, cancellationToken)).Objects;
        using var cluster = await ClusterContext.OpenAsync(settings, recorder, mask, log, cancellationToken);
        return (await InitializeCluster.RunAsync(cluster, cancellationToken)).Count;
    }
}
