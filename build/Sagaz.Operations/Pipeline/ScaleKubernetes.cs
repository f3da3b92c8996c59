using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>ScaleK8s</c>: brings the StatefulSet to a number of pods, and remembers it for deployments to come.</summary>
public static class ScaleKubernetes
{
    /// <param name="cluster">The cluster, opened for Kubernetes.</param>
    /// <param name="pods">Members, the leader included; 1 to 9. Null where nobody said.</param>
    /// <param name="withData">Whether the claims of members that go are removed.</param>
    /// <param name="confirmation">Has a person type the environment's name before data is removed.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <returns>Members that came or went.</returns>
    /// <exception cref="PreconditionException">No number was given, or it was not confirmed.</exception>
    public static async Task<int> RunAsync(ClusterContext cluster, int? pods, bool withData, Confirmation confirmation, CancellationToken cancellationToken)
    {
        if (pods is not (>= 1 and <= 9))
            throw new PreconditionException("It was not said how many pods the StatefulSet shall have.", remedy: "--replicas 5, the leader included; 1 to 9");
        var runtime = PlannedDeployment.RuntimeOf(cluster);
        await RollBackKubernetes.RequireOwnAsync(cluster, cancellationToken);
        await runtime.Replacements.RequireNoneAsync(cancellationToken);
        var path = ApiPath.Of("apps/v1", "StatefulSet", runtime.Connection.Namespace) + "/" + KubernetesRuntime.MemberPrefix;
        var set = await runtime.Api.FindAsync(path, cancellationToken) ?? throw new PreconditionException("There is no StatefulSet yet.", remedy: "./build.sh DeployK8s");
        var before = (int)set["spec"]!["replicas"]!;
        if (withData && pods < before)
            confirmation.Require($"The data of {before - pods} members is removed for good.", cluster.Settings.Environment);
        await HandOverAsync(cluster, pods.Value, cancellationToken);
        await runtime.Store.WriteReplicasAsync(pods.Value, cancellationToken);
        // The whole object with another number: nobody else's name stands beside a field of ours. As it was deployed: what this
        // machine's files say by now may name images and configuration that are not in the cluster.
        var deployed = (await runtime.Store.ReadRunningAsync(cancellationToken))?.Manifests
            ?? (await PlannedDeployment.MakeAsync(cluster, cluster.Settings.Environment, cancellationToken)).Manifests;
        await runtime.Applier.ApplyAsync([.. MemberCount.Apply(deployed, pods).Of("StatefulSet")], force: true, cancellationToken);
        await new WorkloadWait(runtime.Api, cluster.Log, Deadlines.WorkloadReady, Deadlines.PodStuck).UntilReadyAsync([new ManifestObject(set).Reference], cancellationToken);
        if (withData)
            await RemoveClaimsAsync(runtime, pods.Value, before, cancellationToken);
        new ClusterRecord(pods.Value, RuntimeKind.Kubernetes, HasBackups: cluster.Topology.HasBackups, KubeContext: runtime.Connection.Context).Replace(ClusterRecord.FileIn(cluster.State.Path));
        cluster.Log.Information(before == pods ? $"the StatefulSet has {pods} pods already" : $"the StatefulSet went from {before} to {pods} pods");
        return Math.Abs(before - pods.Value);
    }

    /// <summary>A leader that is to go hands over first; its pod would do so too, but only in the middle of ending.</summary>
    private static async Task HandOverAsync(ClusterContext cluster, int pods, CancellationToken cancellationToken)
    {
        using var patroni = ClusterContext.OpenPatroni(cluster.Locate());
        var staying = cluster.Topology.MemberNames.Take(pods).ToList();
        if (await patroni.ReadClusterAsync(cancellationToken) is not { Leader.Name: { } leader } view || staying.Contains(leader))
            return;
        // Patroni refuses one that is not synchronous while another one is.
        var candidate = view.Members.Where(member => member.IsRunning && staying.Contains(member.Name)).OrderBy(member => member.IsSynchronous ? 0 : 1).FirstOrDefault()?.Name
            ?? throw new OperationFailedException($"{leader} leads and is to go, but no member that stays could take over.", remedy: "./build.sh Status");
        cluster.Log.Information($"{leader} is to go and leads: {candidate} takes over");
        await patroni.SwitchOverAsync(leader, candidate, cluster.Topology.MemberNames.ToList().IndexOf(leader), cancellationToken);
    }

    private static async Task RemoveClaimsAsync(KubernetesRuntime runtime, int pods, int before, CancellationToken cancellationToken)
    {
        for (var n = pods; n < before; n++)
            await runtime.Api.DeleteAsync(ApiPath.Core("PersistentVolumeClaim", $"data-{KubernetesRuntime.MemberPrefix}-{n}", runtime.Connection.Namespace), cancellationToken);
    }
}
