using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>Why a pod does not become ready, in the API server's words.</summary>
/// <param name="Pod">Its name; of a pod that could not even be made, whose it would be: <c>StatefulSet/postgresql</c>.</param>
/// <param name="Reason">The server's reason: <c>Unschedulable</c>, <c>ImagePullBackOff</c>.</param>
/// <param name="Message">What the server says to it.</param>
public sealed record PodTrouble(string Pod, string Reason, string Message)
{
    /// <summary>Reasons that rarely go away by themselves.</summary>
    private static readonly string[] Waiting =
        ["ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName", "CreateContainerConfigError", "CreateContainerError", "RunContainerError", "CrashLoopBackOff"];

    /// <summary>What to do about an image that a node cannot get.</summary>
    public const string ImageRemedy = "./build.sh PushImages --registry …, then DeployK8s with the same --registry; or load the image into the nodes";

    /// <summary>A workload may not make its pods: a quota, Pod Security or an admission webhook refuses them.</summary>
    public const string NotMade = "FailedCreate";

    /// <summary>A volume cannot be mounted.</summary>
    public const string NotMounted = "FailedMount";

    private const string Unschedulable = "Unschedulable";

    /// <summary>Whether no node takes the pod.</summary>
    public bool IsUnschedulable => Reason == Unschedulable;

    /// <summary>What to do about it.</summary>
    public string Remedy => Reason switch
    {
        Unschedulable => "free or add nodes, or take the overlay's wishes back: kubectl describe pod " + Pod,
        "ErrImagePull" or "ImagePullBackOff" or "ErrImageNeverPull" or "InvalidImageName" => ImageRemedy,
        "CreateContainerConfigError" or NotMounted => "a Secret or ConfigMap is missing or lacks a key: docs/kubernetes.md, \"Secrets\"",
        NotMade => $"change what refuses them (quota, Pod Security, webhook), then the same command again: kubectl describe {Pod}",
        _ => "the log below says why it ended",
    };

    /// <summary>What it comes to.</summary>
    public string Sentence => Reason == NotMade ? $"{Pod} may not make its pods: {Message}" : $"Pod {Pod} cannot start ({Reason}): {Message}";

    /// <summary>What troubles a pod; null when nothing does that would not pass.</summary>
    public static PodTrouble? Of(JsonObject pod)
    {
        var name = (string?)pod["metadata"]?["name"] ?? "";
        var unscheduled = ManifestObject.ListAt(pod, "status", "conditions").FirstOrDefault(condition =>
            (string?)condition["type"] == "PodScheduled" && (string?)condition["status"] == "False" && (string?)condition["reason"] == Unschedulable);
        if (unscheduled is not null)
            return new(name, Unschedulable, (string?)unscheduled["message"] ?? "");
        return ManifestObject.ListAt(pod, "status", "initContainerStatuses").Concat(ManifestObject.ListAt(pod, "status", "containerStatuses"))
            .Select(container => container["state"]?["waiting"] as JsonObject)
            .Where(waiting => Waiting.Contains((string?)waiting?["reason"]))
            .Select(waiting => new PodTrouble(name, (string)waiting!["reason"]!, (string?)waiting["message"] ?? ""))
            .FirstOrDefault();
    }

    /// <inheritdoc />
    public override string ToString() => $"{Pod}: {Reason}{(Message.Length > 0 ? ": " + Message : "")}";
}
