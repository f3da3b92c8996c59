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

    /// <summary>Whether a workload becomes ready, or a Job complete, as soon as it is applied; by default every one does.</summary>
    public Func<JsonObject, bool> BecomesReady { get; set; } = _ => true;

    /// <summary>Images that no node gets.</summary>
    public HashSet<string> MissingImages { get; } = [];

    /// <summary>Why no node takes a pod that is made; null where one does.</summary>
    public string? NoNodeBecause { get; set; }

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

    /// <summary>A pod that runs and is ready, as the kubelet shows it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="container">Name of its container.</param>
    /// <param name="labels">Its labels: <c>app=postgresql,sagaz.io/role=primary</c>.</param>
    /// <param name="node">Its node.</param>
    /// <param name="containerId">Which start of the container it is.</param>
    public void AddPod(string name, string container, string labels, string node, string containerId = "containerd://1") => objects.Put($"/api/v1/namespaces/sagaz/pods/{name}", new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["namespace"] = "sagaz",
            ["labels"] = new JsonObject(labels.Split(',').Select(pair => pair.Split('=')).Select(pair => KeyValuePair.Create(pair[0], (JsonNode?)pair[1]))),
        },
        ["spec"] = new JsonObject { ["nodeName"] = node },
        ["status"] = new JsonObject
        {
            ["phase"] = "Running",
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "True" }),
            ["containerStatuses"] = new JsonArray(new JsonObject
            {
                ["name"] = container,
                ["containerID"] = containerId,
                ["restartCount"] = 0,
                ["state"] = new JsonObject { ["running"] = new JsonObject() },
            }),
        },
    });

    /// <summary>A node that takes pods.</summary>
    public void AddNode(string name) => objects.Put($"/api/v1/nodes/{name}", new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Node",
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject(), ["annotations"] = new JsonObject() },
        ["spec"] = new JsonObject(),
    });

    /// <summary>Ends a Job as one that has failed too often.</summary>
    public void Fail(string path)
    {
        var item = objects.Find(path)!;
        item["status"] = Condition("Failed", "BackoffLimitExceeded");
        objects.Put(path, item);
    }

    private void GiveStatus(JsonObject item)
    {
        if ((string?)item["kind"] is "StatefulSet" or "Deployment" && BecomesReady(item))
            Fill(item);
        else if ((string?)item["kind"] == "Job" && item["status"] is null && BecomesReady(item))
            item["status"] = Condition("Complete", "CompletionsReached");
        else if ((string?)item["kind"] == "Pod" && item["status"] is null && item["spec"]?["containers"] is JsonArray containers)
            Place(item, containers);
    }

    private void Place(JsonObject pod, JsonArray containers)
    {
        if (NoNodeBecause is null)
            Pull(pod, containers);
        else
        {
            pod["status"] = Condition("PodScheduled", "Unschedulable");
            pod["status"]!["conditions"]![0]!["status"] = "False";
            pod["status"]!["conditions"]![0]!["message"] = NoNodeBecause;
        }
    }

    /// <summary>What a kubelet makes of a pod: each image is pulled or is not, and what only holds on runs while all others end at once.</summary>
    private void Pull(JsonObject pod, JsonArray containers)
    {
        pod["spec"]!["nodeName"] = "node-1";
        pod["status"] = new JsonObject
        {
            ["containerStatuses"] = new JsonArray([.. containers.Select(container => new JsonObject
            {
                ["name"] = container!["name"]!.DeepClone(),
                ["state"] = MissingImages.Contains((string)container["image"]!)
                    ? new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "ErrImagePull", ["message"] = "not found" } }
                    : (string?)(container["command"] as JsonArray)?[0] == "hold" ? new JsonObject { ["running"] = new JsonObject() }
                    : new JsonObject { ["terminated"] = new JsonObject { ["exitCode"] = 0 } },
            })]),
        };
    }

    private static JsonObject Condition(string type, string reason) => new()
    {
        ["conditions"] = new JsonArray(new JsonObject { ["type"] = type, ["status"] = "True", ["reason"] = reason }),
    };

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
