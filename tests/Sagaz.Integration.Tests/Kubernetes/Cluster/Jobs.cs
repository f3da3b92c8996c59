using System.Text.Json.Nodes;
using Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>Jobs: a pod, and another one after each that failed, until one succeeds or too many did not.</summary>
internal static class Jobs
{
    public static void Reconcile(ObjectStore objects, JsonObject job, string list)
    {
        if (job["status"]?["conditions"] is not null)
            return;
        var name = (string)job["metadata"]!["name"]!;
        var pods = Controllers.PodsOf(objects, job);
        var failed = pods.Count(pod => (string?)pod["status"]?["phase"] == "Failed");
        if (pods.Any(pod => (string?)pod["status"]?["phase"] == "Succeeded"))
            Controllers.WriteStatus(objects, list, job, Condition("Complete"));
        else if (failed > ((int?)job["spec"]!["backoffLimit"] ?? 6))
            Controllers.WriteStatus(objects, list, job, Condition("Failed"));
        else if (failed == pods.Count)
            Controllers.CreatePod(objects, job, $"{name}-{Guid.NewGuid():N}"[..(name.Length + 6)], new KeyValuePair<string, string>("job-name", name));
    }

    private static JsonObject Condition(string type) => new() { ["conditions"] = new JsonArray(new JsonObject { ["type"] = type, ["status"] = "True" }) };
}
