using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>Whether a pod that is to be cut off could still be reached.</summary>
public static class NetworkIsolation
{
    /// <summary>Label of a pod that is cut off; every policy that allows something leaves such pods out.</summary>
    public const string CutOffLabel = "sagaz.io/cut-off";

    /// <summary>Names of the policies that would allow a pod something although it bears the label.</summary>
    /// <param name="policies">NetworkPolicies of its namespace.</param>
    /// <param name="labels">Labels of the pod.</param>
    public static IReadOnlyList<string> StillOpen(IEnumerable<JsonObject> policies, IReadOnlyDictionary<string, string> labels)
    {
        var marked = new Dictionary<string, string>(labels) { [CutOffLabel] = "true" };
        return
        [
            .. policies.Where(policy => LabelSelector.Takes(policy["spec"]?["podSelector"], marked) && (Allows(policy, "ingress") || Allows(policy, "egress")))
                .Select(policy => new ManifestObject(policy).Name).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>A selector without its leaving out of what is cut off, which every one has.</summary>
    public static JsonNode? WithoutMark(JsonNode? selector)
    {
        if (selector?.DeepClone() is not JsonObject plain)
            return selector;
        plain["matchExpressions"] = new JsonArray([.. ManifestObject.ListAt(selector, "matchExpressions").Where(expression => !IsMark(expression)).Select(expression => expression.DeepClone())]);
        return plain;
    }

    private static bool IsMark(JsonObject expression) => (string?)expression["key"] == CutOffLabel && (string?)expression["operator"] == "DoesNotExist";

    private static bool Allows(JsonObject policy, string direction) => ManifestObject.ListAt(policy, "spec", direction).Count > 0;
}
