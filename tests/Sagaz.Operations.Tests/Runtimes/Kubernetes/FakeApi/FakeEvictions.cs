using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

/// <summary>The Eviction API: a pod goes, unless a disruption budget keeps it.</summary>
internal sealed class FakeEvictions(ObjectStore objects)
{
    /// <summary>Whether a budget keeps a pod now; asked at each attempt.</summary>
    public Func<string, bool> Keeps { get; set; } = _ => false;

    /// <summary>Every attempt, in order: the pod, and <c>429</c> or <c>201</c>.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public async Task AnswerAsync(HttpContext context, string path, JsonObject eviction)
    {
        var pod = path[(path.LastIndexOf('/') + 1)..];
        if (objects.Find(path) is not { } found)
            await FakeKubernetes.RefuseAsync(context, HttpStatusCode.NotFound, "NotFound", $"pods \"{pod}\" not found");
        else if ((string?)eviction["deleteOptions"]?["preconditions"]?["uid"] != (string?)found["metadata"]?["uid"])
            await FakeKubernetes.RefuseAsync(context, HttpStatusCode.Conflict, "Conflict", "the UID in the precondition does not match");
        else if (Keeps(pod))
        {
            Asked.Enqueue(pod + " 429");
            await FakeKubernetes.RefuseAsync(context, HttpStatusCode.TooManyRequests, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.");
        }
        else
        {
            Asked.Enqueue(pod + " 201");
            objects.Delete(path);
            await FakeKubernetes.WriteAsync(context, HttpStatusCode.Created, new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = "Success" });
        }
    }
}
