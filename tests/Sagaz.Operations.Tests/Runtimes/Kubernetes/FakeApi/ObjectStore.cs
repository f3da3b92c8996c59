using System.Text.Json.Nodes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

/// <summary>The objects of the fake API server, with versions, generations and who set which field.</summary>
internal sealed class ObjectStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (JsonObject Json, FieldOwnership Fields)> objects = [];
    private readonly List<string> written = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long version = 1;

    /// <summary>Called with each object that was written, to give it a status as a controller would.</summary>
    public Action<JsonObject>? Controller { get; set; }

    /// <summary>Kind and name of every object that was made or really changed, in order.</summary>
    public IReadOnlyList<string> Written
    {
        get
        {
            lock (gate)
                return [.. written];
        }
    }

    public long Version
    {
        get
        {
            lock (gate)
                return version;
        }
    }

    /// <summary>Completes with the next change of any object.</summary>
    public Task NextChange
    {
        get
        {
            lock (gate)
                return changed.Task;
        }
    }

    public JsonObject? Find(string path)
    {
        lock (gate)
            return objects.TryGetValue(path, out var found) ? found.Json.DeepClone().AsObject() : null;
    }

    public IReadOnlyList<JsonObject> Below(string listPath)
    {
        lock (gate)
            return [.. objects.Where(pair => pair.Key.StartsWith(listPath + "/", StringComparison.Ordinal) && pair.Key.LastIndexOf('/') == listPath.Length).Select(pair => pair.Value.Json.DeepClone().AsObject())];
    }

    /// <summary>Puts an object there as it is, whoever owned its fields.</summary>
    public JsonObject Put(string path, JsonObject json, params string[] takenBy)
    {
        lock (gate)
        {
            var fields = objects.TryGetValue(path, out var found) ? found.Fields : new FieldOwnership();
            if (takenBy.Length > 1)
                fields.Take(takenBy[0], takenBy[1..]);
            return Write(path, json, fields);
        }
    }

    /// <summary>Server-side apply.</summary>
    /// <returns>The object as it is or, in a dry run, would be; or the conflicts.</returns>
    public (JsonObject? Json, IReadOnlyList<string> Conflicts) Apply(string path, JsonObject applied, string manager, bool force, bool isDryRun)
    {
        lock (gate)
        {
            var (live, fields) = objects.TryGetValue(path, out var found) ? (found.Json.DeepClone().AsObject(), found.Fields.Clone()) : (new JsonObject(), new FieldOwnership());
            foreach (var (key, value) in new[] { ("apiVersion", applied["apiVersion"]), ("kind", applied["kind"]) })
                live[key] = value?.DeepClone();
            live["metadata"] ??= new JsonObject();
            foreach (var key in new[] { "name", "namespace" })
            {
                if (applied["metadata"]![key] is { } name)
                    live["metadata"]![key] = name.DeepClone();
            }
            var conflicts = fields.Apply(live, applied, manager, force);
            if (conflicts.Count > 0)
                return (null, conflicts);
            var isSame = found.Json is not null && JsonNode.DeepEquals(live, found.Json);
            if (isDryRun || isSame)
            {
                if (!isDryRun)
                    objects[path] = (found.Json!, fields);
                return (live, []);
            }
            return (Write(path, live, fields), []);
        }
    }

    public bool Delete(string path)
    {
        lock (gate)
        {
            var isThere = objects.Remove(path);
            if (isThere)
                Announce();
            return isThere;
        }
    }

    private JsonObject Write(string path, JsonObject json, FieldOwnership fields)
    {
        var before = objects.TryGetValue(path, out var found) ? found.Json : null;
        var metadata = json["metadata"]!.AsObject();
        metadata["uid"] ??= before?["metadata"]?["uid"]?.DeepClone() ?? Guid.NewGuid().ToString();
        var generation = (long?)before?["metadata"]?["generation"] ?? 0;
        metadata["generation"] = before is not null && JsonNode.DeepEquals(before["spec"], json["spec"]) ? generation : generation + 1;
        metadata["resourceVersion"] = $"{++version}";
        written.Add($"{json["kind"]}/{metadata["name"]}");
        Controller?.Invoke(json);
        objects[path] = (json, fields);
        Announce();
        return json.DeepClone().AsObject();
    }

    private void Announce()
    {
        var waiting = changed;
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.TrySetResult();
    }
}
