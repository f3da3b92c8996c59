using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>A container of a pod, as the manifests say it, run by a Docker Engine the way a kubelet would.</summary>
/// <param name="Owner">StatefulSet, Deployment or Job.</param>
/// <param name="Container">Name of the container in it.</param>
/// <param name="Name">Name of the pod.</param>
internal sealed record PodInEngine(ManifestObject Owner, string Container, string Name)
{
    /// <summary>What kubelet and API server would put where a volume of this name is mounted: a folder, or a volume of the engine.</summary>
    public required Func<string, string> SourceOf { get; init; }

    /// <summary>What the cluster's Secret of passwords holds, by key.</summary>
    public IReadOnlyDictionary<string, string> Passwords { get; init; } = new Dictionary<string, string>();

    /// <summary>The engine's network, and what else the container needs there.</summary>
    public required IReadOnlyList<string> Network { get; init; }

    private JsonObject Json => Owner.Containers.Single(container => (string?)container["name"] == Container);

    private JsonNode Pod => Owner.PodTemplate!["spec"]!;

    /// <summary>Arguments of <c>docker run</c> for the container's command, environment, mounts and security context.</summary>
    public IReadOnlyList<string> Arguments(string engineName) =>
    [
        "run", "--detach", "--no-healthcheck", "--name", engineName, "--hostname", Name, .. Network,
        "--user", $"{Pod["securityContext"]!["runAsUser"]}:{Pod["securityContext"]!["runAsGroup"]}",
        .. (bool)Json["securityContext"]!["readOnlyRootFilesystem"]! ? ["--read-only"] : Array.Empty<string>(),
        .. Texts(Json["securityContext"]!["capabilities"]!["drop"]).SelectMany(capability => new[] { "--cap-drop", capability }),
        .. (bool)Json["securityContext"]!["allowPrivilegeEscalation"]! ? Array.Empty<string>() : ["--security-opt", "no-new-privileges:true"],
        "--memory", ((string)Json["resources"]!["limits"]!["memory"]!).Replace("i", "", StringComparison.Ordinal),
        .. ManifestObject.ListAt(Json, "env").SelectMany(variable => new[] { "--env", SecretKey(variable) is null ? $"{variable["name"]}={variable["value"] ?? "sagaz"}" : (string)variable["name"]! }),
        .. ManifestObject.ListAt(Json, "volumeMounts").SelectMany(Mount),
        (string)Json["image"]!, .. Command,
    ];

    /// <summary>Variables that the container takes from Secrets: for the environment of <c>docker run</c>, whose arguments all can read.</summary>
    public IReadOnlyDictionary<string, string> SecretVariables =>
        ManifestObject.ListAt(Json, "env").Where(variable => SecretKey(variable) is not null).ToDictionary(variable => (string)variable["name"]!, variable => Passwords[SecretKey(variable)!]);

    /// <summary>The container's command.</summary>
    public IReadOnlyList<string> Command => Texts(Json["command"]);

    private static string? SecretKey(JsonObject variable) => (string?)ManifestObject.At(variable, "valueFrom", "secretKeyRef", "key");

    private IEnumerable<string> Mount(JsonObject mount)
    {
        var (name, path) = ((string)mount["name"]!, (string)mount["mountPath"]!);
        var volume = ManifestObject.ListAt(Pod, "volumes").FirstOrDefault(candidate => (string?)candidate["name"] == name);
        // Empty folders are the pod's group's, as fsGroup makes them.
        // A new claim is empty, whatever the image has in that place.
        return ["--volume", $"{SourceOf(name)}:{path}{(mount["readOnly"] is not null ? ":ro" : volume?["ephemeral"] is not null || volume?["persistentVolumeClaim"] is not null ? ":nocopy" : "")}"];
    }

    private static IReadOnlyList<string> Texts(JsonNode? list) => list is JsonArray array ? [.. array.Select(item => (string)item!)] : [];
}
