using System.Text.Json.Nodes;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Tests.Topology;

/// <summary>The repository's topology.json with single values changed.</summary>
internal sealed class TopologyText
{
    public const string Source = "deploy/topology.json";

    private readonly JsonObject root = JsonNode.Parse(Repository)!.AsObject();

    public static string Repository => RepositoryFile.Text("deploy", "topology.json");

    /// <summary>Sets a value by its path, e.g. <c>pools.readWrite.size</c>, to a piece of JSON.</summary>
    public TopologyText With(string path, string json)
    {
        var (parent, key) = Find(path);
        parent[key] = JsonNode.Parse(json);
        return this;
    }

    public TopologyText Without(string path)
    {
        var (parent, key) = Find(path);
        Assert.True(parent.Remove(key), $"{path} is not there.");
        return this;
    }

    public ClusterTopology Resolve(string environment = "local", int? replicas = null, int portOffset = 0) =>
        TopologyFile.Parse(root.ToJsonString(), Source).Resolve(environment, replicas, portOffset);

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<string> Errors(string environment = "local", int? replicas = null, int portOffset = 0) =>
        Assert.Throws<TopologyException>(() => Resolve(environment, replicas, portOffset)).Errors;

    private (JsonObject Parent, string Key) Find(string path)
    {
        var keys = path.Split('.');
        return (keys[..^1].Aggregate(root, (folder, key) => folder[key]!.AsObject()), keys[^1]);
    }
}
