using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

/// <summary>Requests for objects: get, list, watch, create, merge, apply, delete.</summary>
internal sealed class ObjectRequests(IReadOnlyList<ServedKind> kinds, ObjectStore objects)
{
    /// <summary>Rights that the fake denies, <c>verb resource</c>.</summary>
    public HashSet<string> Denied { get; } = [];

    public FakeEvictions Evictions { get; } = new(objects);

    public async Task AnswerAsync(HttpContext context, string path)
    {
        if (path.EndsWith("/eviction", StringComparison.Ordinal))
        {
            await Evictions.AnswerAsync(context, path[..^"/eviction".Length], await BodyAsync(context));
            return;
        }
        var isList = kinds.Any(kind => path == kind.Root + "/" + kind.Plural || (kind.IsNamespaced && path.StartsWith(kind.Root + "/namespaces/", StringComparison.Ordinal) && path.EndsWith("/" + kind.Plural, StringComparison.Ordinal)));
        await ((context.Request.Method, isList) switch
        {
            ("GET", true) when string.Equals(context.Request.Query["watch"], "true", StringComparison.OrdinalIgnoreCase) => WatchAsync(context, path),
            ("GET", true) => ListAsync(context, path),
            ("GET", false) => FindAsync(context, path),
            ("POST", true) => CreateAsync(context, path),
            ("PATCH", false) => PatchAsync(context, path),
            ("DELETE", false) => DeleteAsync(context, path),
            _ => FakeKubernetes.RefuseAsync(context, HttpStatusCode.MethodNotAllowed, "MethodNotAllowed", $"the fake does not know {context.Request.Method} {path}"),
        });
    }

    private async Task FindAsync(HttpContext context, string path)
    {
        if (objects.Find(path) is { } found)
            await FakeKubernetes.WriteAsync(context, HttpStatusCode.OK, found);
        else
            await NotFoundAsync(context, path);
    }

    private Task ListAsync(HttpContext context, string path)
    {
        var kind = kinds.First(served => path.EndsWith("/" + served.Plural, StringComparison.Ordinal) && path.StartsWith(served.Root, StringComparison.Ordinal));
        var selector = AskedLabels.Of(context.Request.Query);
        return FakeKubernetes.WriteAsync(context, HttpStatusCode.OK, new JsonObject
        {
            ["kind"] = kind.Kind + "List",
            ["apiVersion"] = kind.ApiVersion,
            ["metadata"] = new JsonObject { ["resourceVersion"] = $"{objects.Version}" },
            ["items"] = new JsonArray([.. objects.Below(path).Where(selector.Take)]),
        });
    }

    /// <summary>Everything that happens after a version, line by line, for as long as was asked for.</summary>
    private async Task WatchAsync(HttpContext context, string path)
    {
        var query = context.Request.Query;
        var selector = AskedLabels.Of(query);
        var seen = long.Parse((string)query["resourceVersion"]!, CultureInfo.InvariantCulture);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        if (int.TryParse((string?)query["timeoutSeconds"], out var seconds))
            end.CancelAfter(TimeSpan.FromSeconds(seconds));
        context.Response.ContentType = "application/json";
        await context.Response.Body.FlushAsync();
        try
        {
            while (true)
            {
                var next = objects.NextChange;
                foreach (var happened in objects.EventsBelow(path, seen))
                {
                    seen = happened.Version;
                    if (selector.Take(happened.Json))
                        await context.Response.WriteAsync(new JsonObject { ["type"] = happened.Type, ["object"] = happened.Json.DeepClone() }.ToJsonString() + "\n", end.Token);
                }
                await context.Response.Body.FlushAsync(end.Token);
                await next.WaitAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task CreateAsync(HttpContext context, string path)
    {
        var body = await BodyAsync(context);
        if ((string?)body["kind"] == "SelfSubjectAccessReview")
        {
            var right = body["spec"]!["resourceAttributes"]!;
            body["status"] = new JsonObject { ["allowed"] = !Denied.Contains($"{right["verb"]} {right["resource"]}") };
            await FakeKubernetes.WriteAsync(context, HttpStatusCode.Created, body);
            return;
        }
        var itsPath = $"{path}/{body["metadata"]!["name"]}";
        if (objects.Create(itsPath, body) is { } created)
            await FakeKubernetes.WriteAsync(context, HttpStatusCode.Created, created);
        else
            await FakeKubernetes.RefuseAsync(context, HttpStatusCode.Conflict, "AlreadyExists", $"{itsPath} already exists");
    }

    private async Task PatchAsync(HttpContext context, string path)
    {
        var body = await BodyAsync(context);
        // Of what is merged so here, no list is one of those that a strategic merge knows the keys of.
        if (context.Request.ContentType!.Contains("merge-patch", StringComparison.Ordinal))
        {
            await MergeAsync(context, path, body);
            return;
        }
        if (path.StartsWith("/api/v1/namespaces/sagaz/", StringComparison.Ordinal) && objects.Find("/api/v1/namespaces/sagaz") is null)
        {
            await NotFoundAsync(context, "/api/v1/namespaces/sagaz");
            return;
        }
        var query = context.Request.Query;
        var (applied, conflicts) = objects.Apply(path, body, (string)query["fieldManager"]!, query["force"] == "true", query["dryRun"] == "All");
        if (applied is not null)
            await FakeKubernetes.WriteAsync(context, HttpStatusCode.OK, applied);
        else
        {
            await FakeKubernetes.RefuseAsync(
                context, HttpStatusCode.Conflict, "Conflict", $"Apply failed with {conflicts.Count} conflict: {string.Join(", ", conflicts)}",
                new JsonArray([.. conflicts.Select(conflict => new JsonObject { ["reason"] = "FieldManagerConflict", ["message"] = conflict[..conflict.IndexOf(": .", StringComparison.Ordinal)], ["field"] = conflict[(conflict.IndexOf(": .", StringComparison.Ordinal) + 2)..] })]));
        }
    }

    /// <summary>A difference that names a version is only laid over that one.</summary>
    private Task MergeAsync(HttpContext context, string path, JsonObject difference)
    {
        var isOutdated = false;
        var merged = objects.Change(path, found =>
        {
            isOutdated = (string?)difference["metadata"]?["resourceVersion"] is { } wanted && wanted != (string?)found["metadata"]!["resourceVersion"];
            if (!isOutdated)
                Merge(found, difference);
        });
        return merged is null ? NotFoundAsync(context, path)
            : isOutdated ? FakeKubernetes.RefuseAsync(context, HttpStatusCode.Conflict, "Conflict", $"Operation cannot be fulfilled on {path}: the object has been modified")
            : FakeKubernetes.WriteAsync(context, HttpStatusCode.OK, merged);
    }

    private async Task DeleteAsync(HttpContext context, string path)
    {
        if (objects.Delete(path))
            await FakeKubernetes.WriteAsync(context, HttpStatusCode.OK, new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = "Success" });
        else
            await NotFoundAsync(context, path);
    }

    private static Task NotFoundAsync(HttpContext context, string path) => FakeKubernetes.RefuseAsync(context, HttpStatusCode.NotFound, "NotFound", $"{path} not found");

    /// <summary>kubectl's applied YAML is JSON here or text that reads as both.</summary>
    private static async Task<JsonObject> BodyAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        return text.TrimStart().StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : YamlObjects.Parse(text)[0].Json;
    }

    private static void Merge(JsonObject target, JsonObject difference)
    {
        foreach (var (key, value) in difference)
        {
            if (value is null)
                target.Remove(key);
            else if (value is JsonObject inner && target[key] is JsonObject outer)
                Merge(outer, inner);
            else
                target[key] = value.DeepClone();
        }
    }
}
