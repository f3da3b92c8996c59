using System.Globalization;
using System.Text.Json.Nodes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

/// <summary>The objects of the fake API server, with versions, generations and who set which field.</summary>
internal sealed class ObjectStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (JsonObject Json, FieldOwnership Fields)> objects = [];
    private readonly List<string> written = [];
    private readonly List<ObjectEvent> events = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long version = 1;

    /// <summary>Called with each object that was written, to give it a status as a controller would.</summary>
    public Action<JsonObject>? Controller { get; set; }

    /// <summary>Whether somebody ends an object in good order first: a deletion only marks it, and <see cref="Remove"/> follows. By default nobody does.</summary>
    public Func<JsonObject, bool> EndsInOrder { get; set; } = _ => false;

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
            return [.. objects.Where(pair => IsBelow(pair.Key, listPath)).Select(pair => pair.Value.Json.DeepClone().AsObject())];
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

    /// <summary>Puts an object where none is.</summary>
    /// <returns>Null where there is one already.</returns>
    public JsonObject? Create(string path, JsonObject json)
    {
        lock (gate)
            return objects.ContainsKey(path) ? null : Write(path, json, new FieldOwnership());
    }

    /// <summary>Changes an object; what changes nothing makes no new version of it.</summary>
    /// <returns>As it is afterwards; null where there is none.</returns>
    public JsonObject? Change(string path, Action<JsonObject> change)
    {
        lock (gate)
        {
            if (!objects.TryGetValue(path, out var found))
                return null;
            var json = found.Json.DeepClone().AsObject();
            change(json);
            return JsonNode.DeepEquals(json, found.Json) ? json : Write(path, json, found.Fields);
        }
    }

    /// <summary>What a client that wants an object gone achieves: it is, or it will be once it has ended.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(string path)
    {
        lock (gate)
        {
            if (objects.TryGetValue(path, out var found) && EndsInOrder(found.Json))
                return Change(path, json => json["metadata"]!["deletionTimestamp"] ??= DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)) is not null;
            return Remove(path);
        }
    }

    /// <summary>An object is gone.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string path)
    {
        lock (gate)
        {
            if (!objects.Remove(path, out var found))
                return false;
            found.Json["metadata"]!["resourceVersion"] = $"{++version}";
            Announce(path, "DELETED", found.Json);
            return true;
        }
    }

    /// <summary>What happened to the objects of a list after a version.</summary>
    public IReadOnlyList<ObjectEvent> EventsBelow(string listPath, long after)
    {
        lock (gate)
            return [.. events.Where(item => item.Version > after && IsBelow(item.Path, listPath))];
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
        Announce(path, before is null ? "ADDED" : "MODIFIED", json);
        return json.DeepClone().AsObject();
    }

    private static bool IsBelow(string path, string listPath) => path.StartsWith(listPath + "/", StringComparison.Ordinal) && path.LastIndexOf('/') == listPath.Length;

    private void Announce(string path, string type, JsonObject json)
    {
        events.Add(new ObjectEvent(version, path, type, json.DeepClone().AsObject()));
        var waiting = changed;
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.TrySetResult();
    }
}
