using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>A Secret as a container sees it: files in a folder.</summary>
/// <param name="Pod">Name of the pod.</param>
/// <param name="Uid">Which pod of that name.</param>
/// <param name="Container">Name of its container.</param>
/// <param name="Folder">Where it is mounted.</param>
/// <param name="Keys">The Secret's keys, by the files that hold their values.</param>
public sealed record SecretMount(string Pod, string Uid, string Container, string Folder, IReadOnlyDictionary<string, string> Keys)
{
    /// <summary>Every mount of a Secret in a pod.</summary>
    /// <param name="pod">The pod, as the API server shows it.</param>
    /// <param name="secret">Name of the Secret.</param>
    /// <param name="keys">All keys that it has: a volume that chooses none has them all.</param>
    public static IReadOnlyList<SecretMount> In(JsonObject pod, string secret, IEnumerable<string> keys)
    {
        var all = keys.ToDictionary(key => key);
        var volumes = ManifestObject.ListAt(pod, "spec", "volumes")
            .Where(volume => (string?)ManifestObject.At(volume, "secret", "secretName") == secret)
            .ToDictionary(volume => (string)volume["name"]!, volume => Chosen(volume) ?? all);
        return
        [
            .. from container in ManifestObject.ListAt(pod, "spec", "containers")
               from mount in ManifestObject.ListAt(container, "volumeMounts")
               where volumes.ContainsKey((string)mount["name"]!)
               select new SecretMount(
                   (string)pod["metadata"]!["name"]!, (string?)pod["metadata"]!["uid"] ?? "", (string)container["name"]!, (string)mount["mountPath"]!, volumes[(string)mount["name"]!]),
        ];
    }

    private static Dictionary<string, string>? Chosen(JsonObject volume) => ManifestObject.ListAt(volume, "secret", "items") is { Count: > 0 } items
        ? items.ToDictionary(item => (string)item["path"]!, item => (string)item["key"]!)
        : null;
}
