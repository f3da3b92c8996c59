using System.Text.Json.Nodes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

/// <summary>What controllers, scheduler and kubelet would write: statuses of workloads, and pods in trouble.</summary>
internal sealed class FakeWorkloads
{
    private readonly ObjectStore objects;

    public FakeWorkloads(ObjectStore objects)
    {
        this.objects = objects;
        objects.Controller = GiveStatus;
    }

    /// <summary>Whether a workload becomes ready as soon as it is applied; by default every one does.</summary>
    public Func<JsonObject, bool> BecomesReady { get; set; } = _ => true;

    /// <summary>Makes a workload ready that was not.</summary>
    public void Finish(string path)
    {
        var item = objects.Find(path)!;
        Fill(item);
        objects.Put(path, item);
    }

    /// <summary>A pod that cannot start, as the kubelet shows it.</summary>
    public void AddTroubledPod(string name, string reason, string message) => objects.Put($"/api/v1/namespaces/sagaz/pods/{name}", JsonNode.Parse($$$$$"""
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "{{{{{name}}}}}", "namespace": "sagaz", "labels": {"app": "postgresql"}},
         "status": {"phase": "Pending", "containerStatuses": [{"name": "postgresql", "restartCount": 0, "state": {"waiting": {"reason": "{{{{{reason}}}}}", "message": "{{{{{message}}}}}"} } }]}}
        """)!.AsObject());

    /// <summary>A pod that no node takes, as the scheduler shows it.</summary>
    public void AddUnscheduledPod(string name, string message) => objects.Put($"/api/v1/namespaces/sagaz/pods/{name}", JsonNode.Parse($$$$$"""
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "{{{{{name}}}}}", "namespace": "sagaz", "labels": {"app": "postgresql"}},
         "status": {"phase": "Pending", "conditions": [{"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "{{{{{message}}}}}"}]}}
        """)!.AsObject());

    private void GiveStatus(JsonObject item)
    {
        if ((string?)item["kind"] is "StatefulSet" or "Deployment" && BecomesReady(item))
            Fill(item);
    }

    private static void Fill(JsonObject item)
    {
        var replicas = (long?)item["spec"]?["replicas"] ?? 1;
        item["status"] = new JsonObject
        {
            ["observedGeneration"] = item["metadata"]!["generation"]!.DeepClone(),
            ["replicas"] = replicas,
            ["readyReplicas"] = replicas,
            ["availableReplicas"] = replicas,
            ["updatedReplicas"] = replicas,
            ["currentRevision"] = "1",
            ["updateRevision"] = "1",
        };
    }
}
