using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sagaz.Core.Topology;

/// <summary>The text of deploy/topology.json and the environments that it knows.</summary>
/// <remarks>An environment is a set of differences that is laid over the common part.</remarks>
public sealed class TopologyFile
{
    private const string EnvironmentsKey = "environments";
    private readonly JsonObject root;
    private readonly JsonObject environments;

    private TopologyFile(string source, JsonObject root, JsonObject environments) =>
        (Source, this.root, this.environments) = (source, root, environments);

    /// <summary>The file's name for messages, e.g. <c>deploy/topology.json</c>.</summary>
    public string Source { get; }

    /// <summary>Names of the environments, in the file's order.</summary>
    public IReadOnlyList<string> EnvironmentNames => [.. environments.Select(pair => pair.Key)];

    /// <summary>Reads the file's text.</summary>
    /// <exception cref="TopologyException">It is no JSON, or it has no environments.</exception>
    public static TopologyFile Parse(string json, string source)
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };
        try
        {
            if (JsonNode.Parse(json, documentOptions: options) is not JsonObject root)
                throw new TopologyException(source, ["the file must hold one JSON object."]);
            if (root[EnvironmentsKey] is not JsonObject { Count: > 0 } environments)
                throw new TopologyException(source, [$"{EnvironmentsKey} must be an object with at least one environment."]);
            return new TopologyFile(source, root, environments);
        }
        catch (JsonException error)
        {
            throw new TopologyException(source, [$"it is not valid JSON: {error.Message}"]);
        }
    }

    /// <summary>The topology of one environment.</summary>
    /// <param name="environment">One of <see cref="EnvironmentNames"/>.</param>
    /// <param name="replicas">Replicas beside the leader, 0 to 8; null keeps what the file says.</param>
    /// <param name="portOffset">Added to every port, 0 to 40,000.</param>
    /// <param name="hasMonitoring">Whether the cluster is watched.</param>
    /// <param name="durability">What a commit is worth; null keeps what the file says.</param>
    /// <param name="poolSizes">Sizes of pools by their key in the file, <c>readWrite</c> or <c>readOnly</c>; others keep what the file says.</param>
    /// <param name="hasBackups">Whether WAL is archived and backups are made, also where the file does not ask for it.</param>
    /// <exception cref="TopologyException">Something in it is wrong; all errors are listed.</exception>
    public ClusterTopology Resolve(
        string environment, int? replicas = null, int portOffset = 0, bool hasMonitoring = false, Durability? durability = null,
        IReadOnlyDictionary<string, int>? poolSizes = null, bool hasBackups = false)
    {
        if (environments[environment] is not JsonObject differences)
            throw new TopologyException(Source, [$"environment '{environment}' is not known; known are {string.Join(", ", EnvironmentNames)}."]);
        var merged = Merge(root, differences);
        if (replicas is { } count)
            merged["members"] = (long)count + 1;
        if (durability is { } promise)
            merged["durability"] = promise.ToString().ToLowerInvariant();
        foreach (var (pool, size) in poolSizes ?? new Dictionary<string, int>())
            merged["pools"]![pool]!["size"] = (long)size;
        return TopologyReader.Read(merged, environment, portOffset, hasMonitoring, hasBackups, Source);
    }

    private static JsonObject Merge(JsonObject common, JsonObject differences)
    {
        var merged = common.DeepClone().AsObject();
        foreach (var (key, value) in differences)
        {
            merged[key] = value is JsonObject inner && merged[key] is JsonObject outer
                ? Merge(outer, inner)
                : value?.DeepClone();
        }
        return merged;
    }
}
