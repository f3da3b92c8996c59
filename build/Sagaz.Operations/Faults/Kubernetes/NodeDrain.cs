using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults.Kubernetes;

/// <summary>Takes the node of a member out: no new pods, and those of our namespace are evicted, the member's first.</summary>
/// <param name="site">The pods.</param>
/// <param name="patience">How long a disruption budget may keep a pod; <see cref="Deadlines.NodeDrained"/> unless said otherwise.</param>
/// <remarks>Pods of others stay: they are not ours to disturb. Disruption budgets hold as in any drain; what they keep stays.</remarks>
internal sealed class NodeDrain(KubernetesSite site, TimeSpan? patience = null)
{
    /// <summary>Annotation of a node: the member for whose sake it was cordoned.</summary>
    private const string ForWhom = "sagaz.io/drained-for";

    /// <summary>What draining and healing need.</summary>
    public static IReadOnlyList<NeededRight> Rights { get; } =
    [
        .. new[] { "list", "get", "patch" }.Select(verb => new NeededRight(verb, "", "nodes", IsNamespaced: false)),
        new("list", "", "pods"), new("create", "", "pods", "eviction"),
    ];

    /// <exception cref="PreconditionException">Somebody else has cordoned the node, so nobody of us may open it again.</exception>
    /// <exception cref="DeadlinePassedException">A disruption budget kept the member itself.</exception>
    public async Task DrainAsync(string member, CancellationToken cancellationToken)
    {
        var pod = await site.RequireAsync(member, cancellationToken);
        var node = (string?)pod["spec"]?["nodeName"] ?? throw new OperationFailedException($"The pod {member} is on no node.", remedy: "./build.sh StatusK8s");
        await CordonAsync(node, member, cancellationToken);
        await EvictAsync(pod, cancellationToken);
        var others = (await site.ListAsync(cancellationToken)).Where(other => NodeEviction.Takes(other, node)).ToList();
        var stay = await Task.WhenAll(others.Select(other => TryEvictAsync(other, cancellationToken)));
        foreach (var said in stay.OfType<string>())
            site.Log.Information("the drain leaves it there: " + said);
    }

    /// <summary>Lets the node take pods again, where it was we who said no.</summary>
    public async Task UncordonAsync(string member, CancellationToken cancellationToken)
    {
        foreach (var node in await site.Api.ListAsync($"{PathOfNodes}?labelSelector={Uri.EscapeDataString($"{KubernetesSite.Label}={FaultVerbs.DrainNode.Name}")}", cancellationToken))
        {
            var marked = new ManifestObject(node);
            if (ManifestObject.TextsAt(node, "metadata", "annotations").GetValueOrDefault(ForWhom) == member)
                await site.Api.MergeAsync($"{PathOfNodes}/{marked.Name}", Marks(null, null, null), cancellationToken);
        }
    }

    private static string PathOfNodes => ApiPath.Of("v1", "Node", null);

    private async Task CordonAsync(string name, string member, CancellationToken cancellationToken)
    {
        var node = await site.Api.FindAsync($"{PathOfNodes}/{name}", cancellationToken);
        if ((bool?)node?["spec"]?["unschedulable"] == true)
            throw new PreconditionException($"The node {name} of {member} is cordoned already, by somebody else.", remedy: $"kubectl uncordon {name}, if it may take pods again");
        // In one step: what is cordoned bears our mark.
        await site.Api.MergeAsync($"{PathOfNodes}/{name}", Marks(FaultVerbs.DrainNode.Name, member, true), cancellationToken);
    }

    private static JsonObject Marks(string? verb, string? member, bool? isCordoned) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["labels"] = new JsonObject { [KubernetesSite.Label] = verb },
            ["annotations"] = new JsonObject { [ForWhom] = member },
        },
        ["spec"] = new JsonObject { ["unschedulable"] = isCordoned },
    };

    /// <returns>Null where it goes; else whose budget keeps it.</returns>
    private async Task<string?> TryEvictAsync(JsonObject pod, CancellationToken cancellationToken)
    {
        try
        {
            await EvictAsync(pod, cancellationToken);
            return null;
        }
        catch (DeadlinePassedException kept)
        {
            return kept.Sentence;
        }
    }

    private Task<bool> EvictAsync(JsonObject pod, CancellationToken cancellationToken) => WaitFor.UntilAsync<bool>(
        $"{PodDirectory.NameOf(pod)} to be let go",
        patience ?? Deadlines.NodeDrained,
        site.Log,
        async token => await site.Api.EvictAsync(PodDirectory.NameOf(pod), (string?)pod["metadata"]?["uid"] ?? "", token) is { } kept ? new NotYet(kept) : true,
        cancellationToken,
        "./build.sh StatusK8s",
        Deadlines.ApiServerInterval);
}
