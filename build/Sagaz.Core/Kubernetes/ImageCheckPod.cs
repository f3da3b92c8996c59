using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>A pod that does nothing but have a node pull every image of a deployment.</summary>
public static class ImageCheckPod
{
    /// <summary>Its name.</summary>
    public const string Name = "image-check";

    private const string ContainerPrefix = "image-";
    private const long User = 10001;
    private const int LongestSeconds = 3600;

    /// <summary>Reasons for which a container waits because its image is not there.</summary>
    private static readonly string[] Unpulled = ["ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName", "RegistryUnavailable", "ImageInspectError"];

    /// <summary>Images of the manifests, each once.</summary>
    public static IReadOnlyList<string> ImagesOf(ManifestSet manifests) =>
        [.. manifests.Containers.Select(pair => (string?)pair.Container["image"] ?? "").Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The pod, confined as all of ours; it ends by itself, should nobody remove it.</summary>
    public static JsonObject Of(ManifestSet manifests, string space) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject
        {
            ["name"] = Name,
            ["namespace"] = space,
            ["labels"] = new JsonObject { ["app"] = Name, ["app.kubernetes.io/part-of"] = "sagaz" },
        },
        ["spec"] = new JsonObject
        {
            ["restartPolicy"] = "Never",
            ["activeDeadlineSeconds"] = LongestSeconds,
            ["terminationGracePeriodSeconds"] = 1,
            ["automountServiceAccountToken"] = false,
            ["enableServiceLinks"] = false,
            ["securityContext"] = new JsonObject
            {
                ["runAsNonRoot"] = true,
                ["runAsUser"] = User,
                ["runAsGroup"] = User,
                ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
            },
            ["containers"] = new JsonArray([.. ImagesOf(manifests).Select((image, index) => Container($"{ContainerPrefix}{index}", image))]),
        },
    };

    /// <summary>What is known of each image: pulled, refused, or nothing yet.</summary>
    /// <param name="pod">The pod as the API server shows it.</param>
    public static ImagePulls Judge(JsonObject pod)
    {
        var images = ManifestObject.ListAt(pod, "spec", "containers").ToDictionary(container => (string)container["name"]!, container => (string)container["image"]!);
        var states = ManifestObject.ListAt(pod, "status", "containerStatuses").ToDictionary(status => (string)status["name"]!, status => status["state"]);
        var waiting = images.Keys.Where(name => states.GetValueOrDefault(name)?["running"] is null && states.GetValueOrDefault(name)?["terminated"] is null)
            .Select(name => (Image: images[name], Reason: (string?)states.GetValueOrDefault(name)?["waiting"]?["reason"] ?? "", Message: (string?)states.GetValueOrDefault(name)?["waiting"]?["message"] ?? "")).ToList();
        return new ImagePulls(
            (string?)pod["spec"]?["nodeName"],
            images.Count - waiting.Count,
            images.Count,
            [.. waiting.Where(container => Unpulled.Contains(container.Reason)).Select(container => new RefusedImage(container.Image, container.Reason, container.Message))]);
    }

    private static JsonNode Container(string name, string image) => new JsonObject
    {
        ["name"] = name,
        ["image"] = image,
        ["imagePullPolicy"] = "IfNotPresent",
        ["command"] = new JsonArray("true"),
        ["resources"] = new JsonObject
        {
            ["requests"] = new JsonObject { ["cpu"] = "1m", ["memory"] = "8Mi" },
            ["limits"] = new JsonObject { ["memory"] = "64Mi" },
        },
        ["securityContext"] = new JsonObject
        {
            ["allowPrivilegeEscalation"] = false,
            ["readOnlyRootFilesystem"] = true,
            ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") },
        },
    };
}
