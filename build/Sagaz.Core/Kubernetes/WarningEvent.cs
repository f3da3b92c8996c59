using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>A warning of the API server about what no pod's status shows: a pod that could not be made, a volume that is not there.</summary>
/// <param name="Id">Which event it is; the same one is counted up when it happens again.</param>
/// <param name="Count">How often it has happened.</param>
/// <param name="Trouble">What it says.</param>
public sealed record WarningEvent(string Id, long Count, PodTrouble Trouble)
{
    // What a mount lacks; what merely takes its time is not told apart from what never comes.
    private static readonly string[] Missing = ["not found", "non-existent"];
    private static readonly string[] StatesOfJob = ["active", "succeeded", "failed"];

    /// <summary>Reads an event that troubles what is waited for; null where it does not, or not any more.</summary>
    /// <param name="happened">The event, of core/v1.</param>
    /// <param name="pods">The pods that are there.</param>
    /// <param name="open">Workloads that are waited for, as the API server shows them.</param>
    public static WarningEvent? Of(JsonObject happened, IReadOnlyList<JsonObject> pods, IReadOnlyList<JsonObject> open)
    {
        var (reason, message) = ((string?)happened["reason"] ?? "", (string?)happened["message"] ?? "");
        var (kind, name) = ((string?)happened["involvedObject"]?["kind"] ?? "", (string?)happened["involvedObject"]?["name"] ?? "");
        var subject = reason switch
        {
            PodTrouble.NotMounted when Missing.Any(message.Contains) && pods.Any(pod => (string?)pod["metadata"]?["name"] == name && (string?)pod["status"]?["phase"] == "Pending") => name,
            PodTrouble.NotMade when open.Any(workload => Makes(workload, kind, name) && LacksPods(workload)) => $"{kind}/{name}",
            _ => null,
        };
        return subject is null ? null : new((string?)happened["metadata"]?["uid"] ?? (string?)happened["metadata"]?["name"] ?? "", CountOf(happened), new(subject, reason, message));
    }

    /// <summary>A Deployment's pods are made by its ReplicaSet, whose name begins with its own.</summary>
    private static bool Makes(JsonObject workload, string kind, string name)
    {
        var own = (string?)workload["metadata"]?["name"];
        return (string?)workload["kind"] == "Deployment" ? kind == "ReplicaSet" && name.StartsWith(own + "-", StringComparison.Ordinal) : kind == (string?)workload["kind"] && name == own;
    }

    private static bool LacksPods(JsonObject workload) => (string?)workload["kind"] == "Job"
        ? StatesOfJob.All(state => ((long?)workload["status"]?[state] ?? 0) == 0)
        : ((long?)workload["status"]?["replicas"] ?? 0) < ((long?)workload["spec"]?["replicas"] ?? 1) || ((long?)workload["status"]?["updatedReplicas"] ?? 0) == 0;

    private static long CountOf(JsonObject happened) => (long?)happened["series"]?["count"] ?? (long?)happened["count"] ?? 1;
}
