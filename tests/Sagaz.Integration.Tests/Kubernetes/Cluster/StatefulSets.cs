using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>StatefulSets with parallel pods: the missing ones are made at once, a new template rolls from the last pod to the first.</summary>
internal static class StatefulSets
{
    private const string Revision = "controller-revision-hash";

    public static void Reconcile(ObjectStore objects, JsonObject set, string list)
    {
        var (name, wanted, revision) = ((string)set["metadata"]!["name"]!, (int)set["spec"]!["replicas"]!, Controllers.RevisionOf(set));
        var pods = Controllers.PodsOf(objects, set);
        foreach (var missing in Enumerable.Range(0, wanted).Select(ordinal => $"{name}-{ordinal}").Where(its => !pods.Any(pod => (string)pod["metadata"]!["name"]! == its)))
            Controllers.CreatePod(objects, set, missing, new(Revision, revision), new("statefulset.kubernetes.io/pod-name", missing));
        foreach (var surplus in pods.Where(pod => OrdinalOf(pod) >= wanted && !Controllers.IsLeaving(pod)))
            Controllers.Delete(objects, surplus);
        pods = Controllers.PodsOf(objects, set);
        var updated = pods.Count(pod => IsOf(pod, revision));
        if (pods.Count == wanted && pods.All(pod => Controllers.IsAvailable(pod, set)) && pods.LastOrDefault(pod => !IsOf(pod, revision)) is { } outdated)
            Controllers.Delete(objects, outdated);
        Controllers.WriteStatus(objects, list, set, new JsonObject
        {
            ["observedGeneration"] = set["metadata"]!["generation"]!.DeepClone(),
            ["replicas"] = pods.Count,
            ["readyReplicas"] = pods.Count(pod => PodStatus.ReadySince(pod) is not null),
            ["availableReplicas"] = pods.Count(pod => Controllers.IsAvailable(pod, set)),
            ["updatedReplicas"] = updated,
            ["updateRevision"] = revision,
            // It becomes the current one when no pod is of another.
            ["currentRevision"] = updated == pods.Count && pods.Count == wanted ? revision : (string?)set["status"]?["currentRevision"] ?? revision,
        });
    }

    private static bool IsOf(JsonObject pod, string revision) => new ManifestObject(pod).Labels.GetValueOrDefault(Revision) == revision;

    private static int OrdinalOf(JsonObject pod) => (string)pod["metadata"]!["name"]! is var name ? int.Parse(name[(name.LastIndexOf('-') + 1)..]) : 0;
}
