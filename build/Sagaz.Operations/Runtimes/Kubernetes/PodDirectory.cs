using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Which pod a connection should go to, asked afresh each time.</summary>
internal sealed class PodDirectory(KubeApi api)
{
    private int turn;

    /// <summary>The pod that Patroni gave a role; of several, one after the other.</summary>
    public Task<string> ByRoleAsync(string role, CancellationToken cancellationToken) => ReadyAsync($"app=postgresql,sagaz.io/role={role}", cancellationToken);

    /// <summary>A ready pod with such labels; of several, one after the other.</summary>
    /// <exception cref="OperationFailedException">There is none.</exception>
    public async Task<string> ReadyAsync(string selector, CancellationToken cancellationToken)
    {
        var ready = (await ListAsync(selector, cancellationToken)).Where(IsReady).Select(NameOf).Order(StringComparer.Ordinal).ToList();
        return ready.Count > 0
            ? ready[(int)((uint)Interlocked.Increment(ref turn) % (uint)ready.Count)]
            : throw new OperationFailedException($"No pod with {selector} is ready.", remedy: "./build.sh StatusK8s");
    }

    /// <summary>All pods with such labels.</summary>
    public Task<IReadOnlyList<JsonObject>> ListAsync(string selector, CancellationToken cancellationToken) =>
        api.ListAsync($"{ApiPath.Of("v1", "Pod", api.Connection.Namespace)}?labelSelector={Uri.EscapeDataString(selector)}", cancellationToken);

    /// <summary>Whether a pod takes traffic.</summary>
    public static bool IsReady(JsonObject pod) => pod["metadata"]?["deletionTimestamp"] is null && WorkloadProgress.HasCondition(pod, "Ready");

    /// <summary>A pod's name.</summary>
    public static string NameOf(JsonObject pod) => (string)pod["metadata"]!["name"]!;
}
