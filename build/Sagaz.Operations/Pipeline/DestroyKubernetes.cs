using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>DestroyK8s</c>: removes the pods and all objects of a cluster; its data and passwords only when asked for.</summary>
public static class DestroyKubernetes
{
    /// <param name="cluster">The cluster, opened for Kubernetes.</param>
    /// <param name="purge">Whether the namespace goes too, with data, passwords and revisions.</param>
    /// <param name="confirmation">Has a person type the environment's name.</param>
    /// <param name="cancellationToken">Stops between two objects.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="Core.Errors.PreconditionException">It was not confirmed, or the namespace is another environment's.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, bool purge, Confirmation confirmation, CancellationToken cancellationToken)
    {
        var runtime = PlannedDeployment.RuntimeOf(cluster);
        await RollBackKubernetes.RequireOwnAsync(cluster, cancellationToken);
        confirmation.Require(
            purge
                ? $"This removes all data, passwords and revisions of '{cluster.Settings.Environment}' at '{runtime.Connection.Context}' for good."
                : $"This ends '{cluster.Settings.Environment}' at '{runtime.Connection.Context}'; data and passwords stay.",
            cluster.Settings.Environment);
        // A node that was drained outlives the record of it.
        await FaultsOfCluster.Open(cluster).TryHealAllAsync(cancellationToken);
        using var phase = new Phase(cluster.Recorder, "destroy");
        foreach (var pod in await runtime.Copies.RemoveAllAsync(cancellationToken))
            cluster.Log.Information($"{pod} removed");
        var marked = await runtime.OpenRollout().FindMarkedAsync(cancellationToken);
        ObjectReference members = new("apps/v1", "StatefulSet", runtime.Connection.Namespace, KubernetesRuntime.MemberPrefix);
        // Clients first; the accounts that members need to hand over and to note their end come last.
        var order = marked.Where(item => item.Kind is not ("ServiceAccount" or "Role" or "RoleBinding" or "ConfigMap" or "Service")).Append(members)
            .Concat(marked.Where(item => item.Kind is "Service" or "ConfigMap" or "ServiceAccount" or "Role" or "RoleBinding")).ToList();
        foreach (var item in order)
        {
            await runtime.Applier.DeleteAsync([item], cancellationToken);
            if (item == members)
                await AwaitNoMembersAsync(cluster, runtime, cancellationToken);
        }
        if (purge)
        {
            await runtime.Api.DeleteAsync($"/api/v1/namespaces/{runtime.Connection.Namespace}", cancellationToken);
            Forget(cluster);
            await AwaitNoNamespaceAsync(cluster, runtime, cancellationToken);
        }
        foreach (var item in order)
            cluster.Log.Information($"{item} removed");
        return [.. order.Select(item => $"{item}"), .. purge ? ["Namespace/" + runtime.Connection.Namespace] : Array.Empty<string>()];
    }

    /// <summary>In good order, however long a checkpoint takes: never by force.</summary>
    private static Task AwaitNoMembersAsync(ClusterContext cluster, KubernetesRuntime runtime, CancellationToken cancellationToken) => WaitFor.UntilAsync<bool>(
        "the members to end",
        Deadlines.MemberReturns * 5,
        cluster.Log,
        async token => await new PodDirectory(runtime.Api).ListAsync("app=postgresql", token) is { Count: > 0 } left ? new NotYet($"{left.Count} still run") : true,
        cancellationToken,
        "./build.sh StatusK8s",
        Deadlines.ApiServerInterval);

    /// <summary>It ends with all that is in it; until then nobody can deploy there again.</summary>
    private static Task AwaitNoNamespaceAsync(ClusterContext cluster, KubernetesRuntime runtime, CancellationToken cancellationToken) => WaitFor.UntilAsync<bool>(
        $"the namespace '{runtime.Connection.Namespace}' to be gone",
        Deadlines.NamespaceGone,
        cluster.Log,
        async token => await runtime.Api.FindAsync($"/api/v1/namespaces/{runtime.Connection.Namespace}", token) is { } left
            ? new NotYet(ManifestObject.ListAt(left, "status", "conditions").Where(condition => (string?)condition["status"] == "True").Select(condition => (string?)condition["message"]).LastOrDefault() ?? "it is still there")
            : true,
        cancellationToken,
        $"kubectl get namespace {runtime.Connection.Namespace} --output yaml says what holds it",
        Deadlines.ApiServerInterval);

    private static void Forget(ClusterContext cluster)
    {
        if (Directory.Exists(cluster.State.Path))
            Directory.Delete(cluster.State.Path, recursive: true);
        cluster.State.Forget();
    }
}
