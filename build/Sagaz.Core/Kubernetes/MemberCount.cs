using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>How many members there shall be: the cluster remembers what was asked for last, whatever the manifests say.</summary>
public static class MemberCount
{
    private const string Members = "postgresql";

    /// <summary>The manifests with another number of members.</summary>
    /// <param name="manifests">What was rendered, or deployed earlier.</param>
    /// <param name="members">How many, the leader included; null where nobody ever asked for another number.</param>
    public static ManifestSet Apply(ManifestSet manifests, int? members) => members is null ? manifests : manifests.With(item =>
    {
        if (item is { Kind: "StatefulSet", Name: Members })
            item.Json["spec"]!["replicas"] = JsonValue.Create(members.Value);
        return item;
    });
}
