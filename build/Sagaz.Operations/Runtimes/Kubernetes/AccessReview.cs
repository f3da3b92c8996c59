using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Which rights the context has, as the API server itself says (SelfSubjectAccessReview).</summary>
internal sealed class AccessReview(KubeApi api)
{
    /// <summary>Those that it has not, each with the server's reason where it gives one.</summary>
    public async Task<IReadOnlyList<string>> FindMissingAsync(IEnumerable<NeededRight> rights, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var right in rights)
        {
            var review = await api.CreateAsync("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", Question(right), cancellationToken);
            if ((bool?)review["status"]?["allowed"] != true)
                missing.Add($"{right}{(review["status"]?["reason"] is { } reason && ((string?)reason)?.Length > 0 ? $" ({reason})" : "")}");
        }
        return missing;
    }

    private JsonObject Question(NeededRight right)
    {
        var attributes = new JsonObject { ["verb"] = right.Verb, ["group"] = right.Group, ["resource"] = right.Resource };
        if (right.Subresource is { } part)
            attributes["subresource"] = part;
        if (right.IsNamespaced)
            attributes["namespace"] = api.Connection.Namespace;
        return new JsonObject { ["apiVersion"] = "authorization.k8s.io/v1", ["kind"] = "SelfSubjectAccessReview", ["spec"] = new JsonObject { ["resourceAttributes"] = attributes } };
    }
}
