using System.Text.Json.Nodes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

/// <summary>Server-side apply: who set which field of an object, and what follows when another one sets it.</summary>
/// <remarks>Lists are one field each: enough for what we apply, and less than the real one does.</remarks>
internal sealed class FieldOwnership
{
    private static readonly string[] Unowned = ["apiVersion", "kind", "metadata.name", "metadata.namespace"];
    private readonly Dictionary<string, HashSet<string>> managers = [];

    /// <summary>Lays an applied configuration over the live object.</summary>
    /// <returns>Conflicts, <c>manager: .path</c>; where there are any, nothing was changed.</returns>
    public IReadOnlyList<string> Apply(JsonObject live, JsonObject applied, string manager, bool force)
    {
        var leaves = Leaves(applied, "").Where(leaf => !Unowned.Contains(leaf.Path)).ToDictionary(leaf => leaf.Path, leaf => leaf.Value);
        var conflicts = managers.Where(other => other.Key != manager)
            .SelectMany(other => other.Value.Where(path => leaves.TryGetValue(path, out var wanted) && !JsonNode.DeepEquals(At(live, path), wanted)).Select(path => (Manager: other.Key, Path: path)))
            .ToList();
        if (conflicts.Count > 0 && !force)
            return [.. conflicts.Select(conflict => $"conflict with \"{conflict.Manager}\": .{conflict.Path}")];
        foreach (var (other, path) in conflicts)
            managers[other].Remove(path);
        foreach (var dropped in managers.GetValueOrDefault(manager, []).Except(leaves.Keys).Where(path => !managers.Any(other => other.Key != manager && other.Value.Contains(path))).ToList())
            Remove(live, dropped);
        foreach (var (path, value) in leaves)
            Put(live, path, value);
        managers[manager] = [.. leaves.Keys];
        return [];
    }

    /// <summary>Somebody set single fields in another way than by applying.</summary>
    public void Take(string manager, params string[] paths)
    {
        foreach (var owner in managers.Values)
            owner.ExceptWith(paths);
        managers[manager] = [.. managers.GetValueOrDefault(manager, []), .. paths];
    }

    public FieldOwnership Clone()
    {
        var clone = new FieldOwnership();
        foreach (var (manager, paths) in managers)
            clone.managers[manager] = [.. paths];
        return clone;
    }

    // Keys hold dots and slashes: a path is kept with ~ for a dot.
    private static IEnumerable<(string Path, JsonNode? Value)> Leaves(JsonNode? node, string path) => node is JsonObject { Count: > 0 } mapping
        ? mapping.SelectMany(pair => Leaves(pair.Value, path.Length == 0 ? Key(pair.Key) : $"{path}.{Key(pair.Key)}"))
        : [(path, node)];

    private static string Key(string key) => key.Replace('.', '~');

    private static JsonNode? At(JsonObject live, string path) => path.Split('.').Aggregate((JsonNode?)live, (node, step) => (node as JsonObject)?[step.Replace('~', '.')]);

    private static void Put(JsonObject live, string path, JsonNode? value)
    {
        var steps = path.Split('.').Select(step => step.Replace('~', '.')).ToList();
        var parent = live;
        foreach (var step in steps[..^1])
        {
            if (parent[step] is not JsonObject)
                parent[step] = new JsonObject();
            parent = parent[step]!.AsObject();
        }
        parent[steps[^1]] = value?.DeepClone();
    }

    private static void Remove(JsonObject live, string path)
    {
        var steps = path.Split('.').Select(step => step.Replace('~', '.')).ToList();
        (steps[..^1].Aggregate((JsonNode?)live, (node, step) => (node as JsonObject)?[step]) as JsonObject)?.Remove(steps[^1]);
    }
}
