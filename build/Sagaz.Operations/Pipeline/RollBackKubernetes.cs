using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>RollbackK8s</c>: puts back the objects of an earlier revision that was good; data and schema stay as they are.</summary>
public static class RollBackKubernetes
{
    /// <param name="cluster">The cluster, opened for Kubernetes.</param>
    /// <param name="revision">Which one; null for the good one before the newest.</param>
    /// <param name="confirmation">Has a person type the environment's name.</param>
    /// <param name="cancellationToken">Stops between two waves.</param>
    /// <returns>The number of the revision that runs now.</returns>
    /// <exception cref="PreconditionException">There is none, or it was not confirmed.</exception>
    public static async Task<int> RunAsync(ClusterContext cluster, int? revision, Confirmation confirmation, CancellationToken cancellationToken)
    {
        var runtime = PlannedDeployment.RuntimeOf(cluster);
        await RequireOwnAsync(cluster, cancellationToken);
        await runtime.Replacements.RequireNoneAsync(cancellationToken);
        var all = await runtime.Store.ReadRevisionsAsync(cancellationToken);
        var target = revision is null
            ? all.Take(Math.Max(0, all.Count - 1)).LastOrDefault(known => known.IsGood)
            : all.FirstOrDefault(known => known.Number == revision);
        if (target is null)
        {
            throw new PreconditionException(
                revision is null ? "There is no earlier revision that was good." : $"The cluster knows no revision {revision}.",
                all.Select(known => $"revision {known.Number}: {(known.IsGood ? "good" : "not proved")}, commit {known.Commit}"),
                "./build.sh DeployK8s from an earlier commit");
        }
        confirmation.Require($"'{cluster.Settings.Environment}' at '{runtime.Connection.Context}' goes back to revision {target.Number} (commit {target.Commit}).", cluster.Settings.Environment);
        // Halfway through is no moment to find a port of this machine taken.
        runtime.Forward();
        using (new Phase(cluster.Recorder, "rollback"))
        {
            await new ImageCheck(runtime.Api, cluster.Log).RequireAsync(target.Manifests, cancellationToken);
            await runtime.OpenDeployer().RestoreAsync(target, token => DeployToKubernetes.ProveAsync(cluster, token), cancellationToken);
        }
        // What runs now is the newest again, and the next rollback goes behind it.
        var number = all[^1].Number == target.Number ? target.Number : all[^1].Number + 1;
        await runtime.Store.WriteAsync(target with { Number = number, IsGood = true }, cancellationToken);
        cluster.Log.Information($"revision {target.Number} runs again, as revision {number}");
        return number;
    }

    /// <exception cref="PreconditionException">The namespace is another environment's, or nobody's.</exception>
    internal static async Task RequireOwnAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var runtime = PlannedDeployment.RuntimeOf(cluster);
        var found = await runtime.Store.ReadEnvironmentAsync(cancellationToken)
            ?? throw new PreconditionException($"The context '{runtime.Connection.Context}' holds no deployed cluster.", remedy: "./build.sh DeployK8s");
        new DeploymentConsent { Environment = cluster.Settings.Environment, Context = runtime.Connection.Context }.RequireNamespace(found);
    }
}
