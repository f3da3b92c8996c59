using System.Globalization;
using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>One permission of a NetworkPolicy: who may reach whom, on which port.</summary>
/// <param name="Direction"><c>in</c> or <c>out</c>, seen from <paramref name="Subject"/>.</param>
/// <param name="Subject">Pods that the policy is about.</param>
/// <param name="Peer">Whom they may hear or reach; <c>anywhere</c> where nothing limits it.</param>
/// <param name="Port">e.g. <c>TCP 5432</c>; <c>any</c> where nothing limits it.</param>
public sealed record NetworkFlow(string Direction, string Subject, string Peer, string Port)
{
    /// <summary>Everything that the policies of an environment permit pods that are not cut off, in a fixed order.</summary>
    public static IReadOnlyList<NetworkFlow> Of(ManifestSet manifests) =>
    [
        .. manifests.Of("NetworkPolicy").SelectMany(policy => Of(policy).Distinct())
            .Distinct().OrderBy(flow => flow.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>The flow as a row of a Markdown table.</summary>
    public override string ToString() => $"| {Subject} | {Direction} | {Peer} | {Port} |";

    private static IEnumerable<NetworkFlow> Of(ManifestObject policy)
    {
        var subject = LabelSelector.ToText(NetworkIsolation.WithoutMark(policy.Json["spec"]?["podSelector"]));
        return Of(policy, "ingress", "from").Select(pair => new NetworkFlow("in", subject, pair.Peer, pair.Port))
            .Concat(Of(policy, "egress", "to").Select(pair => new NetworkFlow("out", subject, pair.Peer, pair.Port)));
    }

    private static IEnumerable<(string Peer, string Port)> Of(ManifestObject policy, string direction, string peersKey) =>
        from rule in ManifestObject.ListAt(policy.Json, "spec", direction)
        from peer in Peers(rule, peersKey)
        from port in Ports(rule)
        select (peer, port);

    private static IEnumerable<string> Peers(JsonObject rule, string key) =>
        ManifestObject.ListAt(rule, key) is { Count: > 0 } peers ? peers.Select(Describe) : ["anywhere"];

    private static IEnumerable<string> Ports(JsonObject rule) => ManifestObject.ListAt(rule, "ports") is { Count: > 0 } ports
        ? ports.Select(port => string.Create(CultureInfo.InvariantCulture, $"{(string?)port["protocol"] ?? "TCP"} {port["port"]}"))
        : ["any"];

    private static string Describe(JsonObject peer) => (peer["namespaceSelector"], peer["podSelector"], peer["ipBlock"]) switch
    {
        ({ } space, { } pods, _) => $"{LabelSelector.ToText(pods)} in namespaces {LabelSelector.ToText(space)}",
        ({ } space, _, _) => $"namespaces {LabelSelector.ToText(space)}",
        (_, { } pods, _) => LabelSelector.ToText(pods),
        (_, _, { } block) => $"{block["cidr"]}",
        _ => "anywhere",
    };
}
