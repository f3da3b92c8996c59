using System.Globalization;
using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>A member's claim, as its StatefulSet makes it.</summary>
public static class MemberClaim
{
    /// <summary>Its name.</summary>
    /// <param name="member">Number of the member, from 0.</param>
    public static string NameOf(int member) => string.Create(CultureInfo.InvariantCulture, $"data-postgresql-{member}");

    /// <summary>The claim where there is none yet: the StatefulSet's controller takes one of that name for its own.</summary>
    /// <param name="members">The members' StatefulSet.</param>
    /// <param name="member">Number of the member, from 0.</param>
    /// <param name="space">The namespace.</param>
    public static JsonObject Of(JsonObject members, int member, string space) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "PersistentVolumeClaim",
        ["metadata"] = new JsonObject
        {
            ["name"] = NameOf(member),
            ["namespace"] = space,
            ["labels"] = ManifestObject.At(members, "spec", "selector", "matchLabels")?.DeepClone(),
        },
        ["spec"] = ManifestObject.ListAt(members, "spec", "volumeClaimTemplates").Single(template => (string?)template["metadata"]?["name"] == "data")["spec"]!.DeepClone(),
    };
}
