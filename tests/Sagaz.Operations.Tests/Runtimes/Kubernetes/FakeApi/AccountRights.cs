using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

/// <summary>What the Roles of the namespace let a pod's account do; whoever comes with another token may do everything.</summary>
internal sealed class AccountRights(ObjectStore objects)
{
    private const string Roles = "/apis/rbac.authorization.k8s.io/v1/namespaces/sagaz/";
    private const string Prefix = "Bearer of-account:";

    /// <summary>The token that a pod of an account is given.</summary>
    public static string TokenOf(string account) => Prefix["Bearer ".Length..] + account;

    /// <summary>The refusal as the API server words it; null where the account may.</summary>
    public string? Missing(HttpRequest request)
    {
        if (request.Headers.Authorization.ToString() is not { } bearer || !bearer.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var account = bearer[Prefix.Length..];
        var parts = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(parts, "sagaz") + 1;
        var resource = at > 0 && at < parts.Length ? parts[at] : parts[^1];
        var verb = VerbOf(request, isList: at == parts.Length - 1);
        var rules = objects.Below(Roles + "rolebindings")
            .Where(binding => ManifestObject.ListAt(binding, "subjects").Any(subject => (string?)subject["kind"] == "ServiceAccount" && (string?)subject["name"] == account))
            .SelectMany(binding => ManifestObject.ListAt(objects.Find($"{Roles}roles/{binding["roleRef"]!["name"]}"), "rules"));
        return at > 0 && rules.Any(rule => Has(rule["resources"], resource) && Has(rule["verbs"], verb))
            ? null
            : $"{resource} is forbidden: User \"system:serviceaccount:sagaz:{account}\" cannot {verb} resource \"{resource}\" in the namespace \"sagaz\"";
    }

    private static string VerbOf(HttpRequest request, bool isList) => request.Method switch
    {
        "GET" when isList => string.Equals(request.Query["watch"], "true", StringComparison.OrdinalIgnoreCase) ? "watch" : "list",
        "POST" => "create",
        "PUT" => "update",
        var method => method.ToLowerInvariant(),
    };

    private static bool Has(JsonNode? list, string text) => list is JsonArray array && array.Any(item => (string?)item == text);
}
