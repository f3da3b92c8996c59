using System.Globalization;
using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>How far the API server says that a workload has come.</summary>
/// <param name="IsReady">Whether all its pods are of the newest template and ready.</param>
/// <param name="Text">What was seen, as half a sentence.</param>
public sealed record WorkloadProgress(bool IsReady, string Text)
{
    /// <summary>Judges a StatefulSet, Deployment or Job as the API server shows it; anything else is ready when it is there.</summary>
    /// <remarks>A status that was written for an older generation says nothing of this one.</remarks>
    public static WorkloadProgress Of(JsonObject live)
    {
        var (kind, name) = ((string?)live["kind"] ?? "", (string?)live["metadata"]?["name"] ?? "");
        var generation = Number(live, "metadata", "generation");
        if (kind is "StatefulSet" or "Deployment" && Number(live, "status", "observedGeneration") < generation)
            return new(false, $"{name} has not been looked at yet");
        return kind switch
        {
            "StatefulSet" => OfStatefulSet(live, name),
            "Deployment" => OfDeployment(live, name),
            "Job" => OfJob(live, name),
            _ => new(true, $"{name} is there"),
        };
    }

    private static WorkloadProgress OfStatefulSet(JsonObject live, string name)
    {
        var wanted = Wanted(live);
        var (ready, updated) = (Number(live, "status", "readyReplicas"), Number(live, "status", "updatedReplicas"));
        var isOnePiece = (string?)live["status"]?["currentRevision"] == (string?)live["status"]?["updateRevision"];
        return new(ready == wanted && updated == wanted && isOnePiece && Number(live, "status", "replicas") == wanted, Count(name, ready, updated, wanted));
    }

    private static WorkloadProgress OfDeployment(JsonObject live, string name)
    {
        var wanted = Wanted(live);
        var (available, updated) = (Number(live, "status", "availableReplicas"), Number(live, "status", "updatedReplicas"));
        return new(available == wanted && updated == wanted && Number(live, "status", "replicas") == wanted, Count(name, available, updated, wanted));
    }

    private static WorkloadProgress OfJob(JsonObject live, string name) =>
        HasCondition(live, "Complete") ? new(true, $"{name} is done") : new(false, $"{name} {(HasCondition(live, "Failed") ? "failed" : "runs")}");

    /// <summary>Whether a condition of that type is true.</summary>
    public static bool HasCondition(JsonObject live, string type) =>
        ManifestObject.ListAt(live, "status", "conditions").Any(condition => (string?)condition["type"] == type && (string?)condition["status"] == "True");

    private static long Wanted(JsonObject live) => live["spec"]?["replicas"] is null ? 1 : Number(live, "spec", "replicas");

    private static long Number(JsonObject live, params string[] path) => (long?)ManifestObject.At(live, path) ?? 0;

    private static string Count(string name, long ready, long updated, long wanted) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} has {ready} of {wanted} pods ready, {updated} of the newest template");
}
