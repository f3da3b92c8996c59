using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>One object of the Kubernetes API as a manifest states it.</summary>
/// <param name="Json">The whole object.</param>
public sealed record ManifestObject(JsonObject Json)
{
    /// <summary>Group and version, e.g. <c>apps/v1</c>.</summary>
    public string ApiVersion => (string?)Json["apiVersion"] ?? "";

    /// <summary>What it is, e.g. <c>StatefulSet</c>.</summary>
    public string Kind => (string?)Json["kind"] ?? "";

    /// <summary>Its name.</summary>
    public string Name => (string?)Json["metadata"]?["name"] ?? "";

    /// <summary>Its namespace; null where it belongs to the whole cluster.</summary>
    public string? Namespace => (string?)Json["metadata"]?["namespace"];

    /// <summary>What names it among all objects.</summary>
    public ObjectReference Reference => new(ApiVersion, Kind, Namespace, Name);

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels => TextsAt(Json, "metadata", "labels");

    /// <summary>The template of its pods; null where it has none.</summary>
    public JsonObject? PodTemplate => Kind switch
    {
        "StatefulSet" or "Deployment" or "DaemonSet" or "Job" => At(Json, "spec", "template") as JsonObject,
        "CronJob" => At(Json, "spec", "jobTemplate", "spec", "template") as JsonObject,
        _ => null,
    };

    /// <summary>Whether its pods are to run until they are told to end.</summary>
    public bool RunsOn => Kind is "StatefulSet" or "Deployment" or "DaemonSet";

    /// <summary>Labels of its pods; none where it has no pods.</summary>
    public IReadOnlyDictionary<string, string> PodLabels => TextsAt(PodTemplate, "metadata", "labels");

    /// <summary>Its pods' containers, those that begin before the others included.</summary>
    public IReadOnlyList<JsonObject> Containers =>
        [.. ListAt(PodTemplate, "spec", "initContainers"), .. ListAt(PodTemplate, "spec", "containers")];

    /// <summary>What lies at a path; null where the path ends early.</summary>
    public static JsonNode? At(JsonNode? node, params IReadOnlyList<string> path) =>
        path.Aggregate(node, (current, step) => (current as JsonObject)?[step]);

    /// <summary>The objects of the list at a path; none where there is no list.</summary>
    public static IReadOnlyList<JsonObject> ListAt(JsonNode? node, params IReadOnlyList<string> path) =>
        At(node, path) is JsonArray list ? [.. list.OfType<JsonObject>()] : [];

    /// <summary>The texts of the mapping at a path; none where there is no mapping.</summary>
    public static IReadOnlyDictionary<string, string> TextsAt(JsonNode? node, params IReadOnlyList<string> path) =>
        At(node, path) is JsonObject mapping ? mapping.ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? "") : new Dictionary<string, string>();

    /// <inheritdoc />
    public override string ToString() => Reference.ToString();
}
