using System.Text.Json.Nodes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

/// <summary>What the fake API server says of itself: groups, kinds, and the parameters that it takes.</summary>
internal sealed class ApiDiscovery(IReadOnlyList<ServedKind> kinds)
{
    private static readonly string[] Parameters = ["fieldValidation", "dryRun", "fieldManager", "force"];

    /// <summary>The answer to a path of discovery; null where it is none.</summary>
    public JsonObject? Answer(string path) => path switch
    {
        "/version" => new() { ["major"] = "1", ["minor"] = "36", ["gitVersion"] = "v1.36.2" },
        "/api" => new() { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") },
        "/apis" => new() { ["kind"] = "APIGroupList", ["apiVersion"] = "v1", ["groups"] = new JsonArray([.. Groups().Select(Group)]) },
        "/openapi/v3" => new() { ["paths"] = new JsonObject(Roots().Select(root => KeyValuePair.Create(root[1..], (JsonNode?)new JsonObject { ["serverRelativeURL"] = $"/openapi/v3{root}?hash=1" }))) },
        _ when path.StartsWith("/openapi/v3/", StringComparison.Ordinal) => Schema(path["/openapi/v3".Length..]),
        _ when Roots().Contains(path) => Resources(path),
        _ => null,
    };

    private IEnumerable<string> Roots() => kinds.Select(kind => kind.Root).Distinct();

    private IEnumerable<IGrouping<string, ServedKind>> Groups() => kinds.Where(kind => kind.Group.Length > 0).GroupBy(kind => kind.Group);

    private static JsonNode Group(IGrouping<string, ServedKind> group)
    {
        JsonObject Version() => new() { ["groupVersion"] = group.First().ApiVersion, ["version"] = group.First().Version };
        return new JsonObject { ["name"] = group.Key, ["versions"] = new JsonArray(Version()), ["preferredVersion"] = Version() };
    }

    private JsonObject Resources(string root)
    {
        var served = kinds.Where(kind => kind.Root == root).ToList();
        return new()
        {
            ["kind"] = "APIResourceList",
            ["groupVersion"] = served[0].ApiVersion,
            ["resources"] = new JsonArray([.. served.Select(kind => new JsonObject
            {
                ["name"] = kind.Plural,
                ["singularName"] = kind.Kind.ToLowerInvariant(),
                ["namespaced"] = kind.IsNamespaced,
                ["kind"] = kind.Kind,
                ["verbs"] = new JsonArray("create", "delete", "get", "list", "patch", "update", "watch"),
            })]),
        };
    }

    private JsonObject Schema(string root) => new()
    {
        ["openapi"] = "3.0.0",
        ["info"] = new JsonObject { ["title"] = "fake", ["version"] = "1" },
        ["paths"] = new JsonObject(kinds.Where(kind => kind.Root == root).Select(kind => KeyValuePair.Create(
            $"{root}/{(kind.IsNamespaced ? "namespaces/{namespace}/" : "")}{kind.Plural}/{{name}}",
            (JsonNode?)new JsonObject
            {
                ["patch"] = new JsonObject
                {
                    ["parameters"] = new JsonArray([.. Parameters.Select(name => new JsonObject { ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string" } })]),
                    ["responses"] = new JsonObject(),
                    ["x-kubernetes-group-version-kind"] = new JsonObject { ["group"] = kind.Group, ["version"] = kind.Version, ["kind"] = kind.Kind },
                },
            }))),
    };
}
