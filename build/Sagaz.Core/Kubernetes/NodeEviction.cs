using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>Which pods a drain evicts.</summary>
public static class NodeEviction
{
    private const string Mirror = "kubernetes.io/config.mirror";

    /// <summary>Whether a pod is on the node and can leave it: not one that ends already, nor one that would be put there again at once.</summary>
    public static bool Takes(JsonObject pod, string node) =>
        (string?)pod["spec"]?["nodeName"] == node
        && pod["metadata"]?["deletionTimestamp"] is null
        && (string?)pod["status"]?["phase"] is not ("Succeeded" or "Failed")
        && !ManifestObject.TextsAt(pod, "metadata", "annotations").ContainsKey(Mirror)
        && !ManifestObject.ListAt(pod, "metadata", "ownerReferences").Any(owner => (string?)owner["kind"] == "DaemonSet");
}
