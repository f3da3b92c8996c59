using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Faults.Kubernetes;

/// <summary>Takes a member's pod off the network by a policy that allows nothing, and by a label that every other policy leaves out.</summary>
/// <remarks>
/// Policies only ever add permissions: one that allows nothing cuts off nothing that another one allows. Whether connections
/// that stand are cut too is up to the network; port-forwards and programs of ours reach the pod through its node.
/// </remarks>
internal sealed class NetworkCut(KubernetesSite site)
{
    private const string Api = "networking.k8s.io/v1";
    private const string Kind = "NetworkPolicy";

    /// <summary>What cutting and mending need.</summary>
    public static IReadOnlyList<NeededRight> Rights { get; } =
    [
        .. new[] { "list", "get", "create", "patch", "delete" }.Select(verb => new NeededRight(verb, "networking.k8s.io", "networkpolicies")),
        new("get", "", "pods"), new("patch", "", "pods"),
    ];

    /// <exception cref="OperationFailedException">Somebody's policy would still let something through.</exception>
    public async Task CutAsync(string member, CancellationToken cancellationToken)
    {
        var pod = await site.RequireAsync(member, cancellationToken);
        var policies = await site.Api.ListAsync(ApiPath.Of(Api, Kind, site.Space), cancellationToken);
        if (NetworkIsolation.StillOpen(policies, new ManifestObject(pod).Labels) is { Count: > 0 } open)
        {
            throw new OperationFailedException(
                $"{member} cannot be cut off: it could still be reached by {string.Join(", ", open)}.",
                ["a policy that allows something must leave out pods that are cut off"],
                $"add to its podSelector: matchExpressions: [{{key: {NetworkIsolation.CutOffLabel}, operator: DoesNotExist}}]");
        }
        await site.Api.ApplyAsync(PathOf(member), Denial(member), cancellationToken);
        await MarkAsync(member, "true", cancellationToken);
    }

    public async Task MendAsync(string member, CancellationToken cancellationToken)
    {
        await site.Api.DeleteAsync(PathOf(member), cancellationToken);
        if (await site.FindAsync(member, cancellationToken) is not null)
            await MarkAsync(member, null, cancellationToken);
    }

    private Task<JsonObject> MarkAsync(string member, string? value, CancellationToken cancellationToken) => site.Api.MergeAsync(
        site.PathOf(member), new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [NetworkIsolation.CutOffLabel] = value } } }, cancellationToken);

    private static string NameOf(string member) => $"fault-{FaultVerbs.PartitionMember.Name}-{member}";

    private string PathOf(string member) => $"{ApiPath.Of(Api, Kind, site.Space)}/{NameOf(member)}";

    private JsonObject Denial(string member) => new()
    {
        ["apiVersion"] = Api,
        ["kind"] = Kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = NameOf(member),
            ["namespace"] = site.Space,
            ["labels"] = new JsonObject { [KubernetesSite.Label] = FaultVerbs.PartitionMember.Name },
        },
        ["spec"] = new JsonObject
        {
            ["podSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["statefulset.kubernetes.io/pod-name"] = member } },
            ["policyTypes"] = new JsonArray("Ingress", "Egress"),
        },
    };
}
