using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>Deployments: one pod more while a new template rolls, and an old one goes only when the new ones suffice; or all before, where that is asked.</summary>
internal static class Deployments
{
    private const string Revision = "pod-template-hash";

    public static void Reconcile(ObjectStore objects, JsonObject deployment, string list)
    {
        var (name, wanted, revision) = ((string)deployment["metadata"]!["name"]!, (int?)deployment["spec"]!["replicas"] ?? 1, Controllers.RevisionOf(deployment));
        var all = Controllers.PodsOf(objects, deployment);
        var pods = all.Where(pod => !Controllers.IsLeaving(pod)).ToList();
        var (current, old) = (pods.Where(pod => IsOf(pod, revision)).ToList(), pods.Where(pod => !IsOf(pod, revision)).ToList());
        var isReplaced = (string?)deployment["spec"]!["strategy"]?["type"] == "Recreate";
        if (isReplaced)
            old.ForEach(pod => Controllers.Delete(objects, pod));
        var room = isReplaced && all.Count > current.Count ? 0 : wanted + (isReplaced ? 0 : 1) - pods.Count;
        for (var n = 0; n < Math.Min(wanted - current.Count, Math.Max(0, room)); n++)
            Controllers.CreatePod(objects, deployment, $"{name}-{revision}-{Guid.NewGuid():N}"[..(name.Length + revision.Length + 7)], new KeyValuePair<string, string>(Revision, revision));
        foreach (var surplus in current.OrderBy(pod => PodStatus.ReadySince(pod) is not null).Take(current.Count - wanted))
            Controllers.Delete(objects, surplus);
        var available = pods.Count(pod => Controllers.IsAvailable(pod, deployment));
        foreach (var outdated in old.Where(_ => !isReplaced).OrderBy(pod => PodStatus.ReadySince(pod) is not null))
        {
            if (PodStatus.ReadySince(outdated) is not null && available-- <= wanted)
                break;
            Controllers.Delete(objects, outdated);
        }
        Controllers.WriteStatus(objects, list, deployment, new JsonObject
        {
            ["observedGeneration"] = deployment["metadata"]!["generation"]!.DeepClone(),
            ["replicas"] = pods.Count,
            ["readyReplicas"] = pods.Count(pod => PodStatus.ReadySince(pod) is not null),
            ["availableReplicas"] = pods.Count(pod => Controllers.IsAvailable(pod, deployment)),
            ["updatedReplicas"] = current.Count,
        });
    }

    private static bool IsOf(JsonObject pod, string revision) => new ManifestObject(pod).Labels.GetValueOrDefault(Revision) == revision;
}
