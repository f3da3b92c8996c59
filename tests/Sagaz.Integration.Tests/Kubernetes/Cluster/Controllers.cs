using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>What kube-controller-manager does for our kinds, as much of it as they use; looks again whenever anything changes.</summary>
internal sealed class Controllers(ObjectStore objects) : IAsyncDisposable
{
    private const string Pods = "/api/v1/namespaces/sagaz/pods";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly (string List, Action<ObjectStore, JsonObject, string> Reconcile)[] Kinds =
    [
        ("/apis/apps/v1/namespaces/sagaz/statefulsets", StatefulSets.Reconcile),
        ("/apis/apps/v1/namespaces/sagaz/deployments", Deployments.Reconcile),
        ("/apis/batch/v1/namespaces/sagaz/jobs", Jobs.Reconcile),
    ];

    private readonly CancellationTokenSource ending = new();
    private Task loop = Task.CompletedTask;

    public void Start() => loop = LoopAsync();

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await loop;
        ending.Dispose();
    }

    /// <summary>What a template is known by.</summary>
    public static string RevisionOf(JsonObject owner) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(owner["spec"]!["template"]!.ToJsonString())))[..10];

    /// <summary>Pods of an owner.</summary>
    public static IReadOnlyList<JsonObject> PodsOf(ObjectStore objects, JsonObject owner) =>
        [.. objects.Below(Pods).Where(pod => OwnerOf(pod) == (string)owner["metadata"]!["uid"]!).OrderBy(pod => (string)pod["metadata"]!["name"]!, StringComparer.Ordinal)];

    /// <summary>Makes a pod of an owner's template.</summary>
    public static void CreatePod(ObjectStore objects, JsonObject owner, string name, params IReadOnlyList<KeyValuePair<string, string>> labels)
    {
        var pod = owner["spec"]!["template"]!.DeepClone().AsObject();
        pod["apiVersion"] = "v1";
        pod["kind"] = "Pod";
        pod["metadata"] ??= new JsonObject();
        pod["metadata"]!["name"] = name;
        pod["metadata"]!["namespace"] = "sagaz";
        pod["metadata"]!["labels"] ??= new JsonObject();
        foreach (var (key, value) in labels)
            pod["metadata"]!["labels"]![key] = value;
        pod["metadata"]!["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["kind"] = owner["kind"]!.DeepClone(),
            ["name"] = owner["metadata"]!["name"]!.DeepClone(),
            ["uid"] = owner["metadata"]!["uid"]!.DeepClone(),
        });
        foreach (var template in ManifestObject.ListAt(owner, "spec", "volumeClaimTemplates"))
            pod["spec"]!["volumes"]!.AsArray().Add(Claim(objects, template, name));
        objects.Create($"{Pods}/{name}", pod);
    }

    /// <summary>Writes a status down, if it is another one.</summary>
    public static void WriteStatus(ObjectStore objects, string list, JsonObject owner, JsonObject status) =>
        objects.Change($"{list}/{owner["metadata"]!["name"]}", live => live["status"] = status);

    /// <summary>Whether a pod has been ready for as long as its owner asks.</summary>
    public static bool IsAvailable(JsonObject pod, JsonObject owner) =>
        PodStatus.ReadySince(pod) is { } since && DateTimeOffset.UtcNow - since >= TimeSpan.FromSeconds((int?)owner["spec"]!["minReadySeconds"] ?? 0);

    public static bool IsLeaving(JsonObject pod) => pod["metadata"]!["deletionTimestamp"] is not null;

    public static void Delete(ObjectStore objects, JsonObject pod) => objects.Delete($"{Pods}/{pod["metadata"]!["name"]}");

    private static JsonObject Claim(ObjectStore objects, JsonObject template, string pod)
    {
        var name = $"{template["metadata"]!["name"]}-{pod}";
        var claim = template.DeepClone().AsObject();
        claim["apiVersion"] = "v1";
        claim["kind"] = "PersistentVolumeClaim";
        claim["metadata"]!["name"] = name;
        claim["metadata"]!["namespace"] = "sagaz";
        objects.Create($"/api/v1/namespaces/sagaz/persistentvolumeclaims/{name}", claim);
        return new JsonObject { ["name"] = template["metadata"]!["name"]!.DeepClone(), ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = name } };
    }

    private static string? OwnerOf(JsonObject pod) => ManifestObject.ListAt(pod, "metadata", "ownerReferences") is [var owner, ..] ? (string?)owner["uid"] : null;

    private async Task LoopAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            var next = objects.NextChange;
            var owners = new HashSet<string>();
            foreach (var (list, reconcile) in Kinds)
            {
                foreach (var owner in objects.Below(list))
                {
                    owners.Add((string)owner["metadata"]!["uid"]!);
                    reconcile(objects, owner, list);
                }
            }
            // What owns nothing any more is collected.
            foreach (var orphan in objects.Below(Pods).Where(pod => OwnerOf(pod) is { } owner && !owners.Contains(owner) && !IsLeaving(pod)))
                Delete(objects, orphan);
            await Task.WhenAny(next, Task.Delay(Interval, ending.Token));
        }
    }
}
