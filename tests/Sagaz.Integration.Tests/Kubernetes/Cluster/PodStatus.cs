using System.Globalization;
using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>Statuses as a kubelet writes them.</summary>
internal static class PodStatus
{
    /// <summary>A container runs, ready or not.</summary>
    public static void Runs(JsonObject pod, string container, RunningContainer running, int restarts, bool isReady)
    {
        pod["status"] = new JsonObject
        {
            ["phase"] = "Running",
            ["podIP"] = running.Address,
            ["conditions"] = new JsonArray(Ready(pod, isReady)),
            ["containerStatuses"] = new JsonArray(new JsonObject
            {
                ["name"] = container,
                ["containerID"] = "docker://" + running.Id + "/" + running.Process.ToString(CultureInfo.InvariantCulture),
                ["restartCount"] = restarts,
                ["ready"] = isReady,
                ["state"] = new JsonObject { ["running"] = new JsonObject() },
            }),
        };
    }

    /// <summary>A container cannot be started, or waits until it is started again.</summary>
    public static void Waits(JsonObject pod, string container, string reason, string message, int restarts)
    {
        pod["status"] = new JsonObject
        {
            ["phase"] = "Pending",
            ["conditions"] = new JsonArray(Ready(pod, isReady: false)),
            ["containerStatuses"] = new JsonArray(new JsonObject
            {
                ["name"] = container,
                ["restartCount"] = restarts,
                ["ready"] = false,
                ["state"] = new JsonObject { ["waiting"] = new JsonObject { ["reason"] = reason, ["message"] = message } },
            }),
        };
    }

    /// <summary>Containers that were to end have ended.</summary>
    public static void Ended(JsonObject pod, IEnumerable<string> containers, int code)
    {
        pod["status"] = new JsonObject
        {
            ["phase"] = code == 0 ? "Succeeded" : "Failed",
            ["containerStatuses"] = new JsonArray([.. containers.Select(container => new JsonObject
            {
                ["name"] = container,
                ["restartCount"] = 0,
                ["state"] = new JsonObject { ["terminated"] = new JsonObject { ["exitCode"] = code } },
            })]),
        };
    }

    /// <summary>Since when a pod has been ready; null while it is not.</summary>
    public static DateTimeOffset? ReadySince(JsonObject pod) =>
        ManifestObject.ListAt(pod, "status", "conditions").FirstOrDefault(condition => (string?)condition["type"] == "Ready" && (string?)condition["status"] == "True") is { } ready
        && pod["metadata"]!["deletionTimestamp"] is null
            ? DateTimeOffset.Parse((string)ready["lastTransitionTime"]!, CultureInfo.InvariantCulture)
            : null;

    private static JsonObject Ready(JsonObject pod, bool isReady)
    {
        var before = ManifestObject.ListAt(pod, "status", "conditions").FirstOrDefault(condition => (string?)condition["type"] == "Ready");
        var now = isReady ? "True" : "False";
        return new JsonObject
        {
            ["type"] = "Ready",
            ["status"] = now,
            ["lastTransitionTime"] = (string?)before?["status"] == now ? before["lastTransitionTime"]!.DeepClone() : DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture),
        };
    }
}
