using System.Text;
using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>What a kubelet lays into a pod: ConfigMaps, Secrets, claims, and the token of its account.</summary>
internal sealed class PodVolumes(EngineHost host, ObjectStore objects, string folder, string authority)
{
    private const string Space = "/api/v1/namespaces/sagaz/";

    /// <summary>Where an account's token lies in a pod.</summary>
    public const string AccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>The volume that stands in for the object store of backups.</summary>
    public const string Bucket = "bucket";

    /// <summary>Where pods that know the object store find what stands in for it.</summary>
    public const string BucketFolder = "/var/lib/pgbackrest";

    /// <summary>Lays everything down.</summary>
    /// <returns>By name of the volume, a folder or a volume of the engine.</returns>
    public async Task<IReadOnlyDictionary<string, string>> PrepareAsync(JsonObject pod)
    {
        var name = (string)pod["metadata"]!["name"]!;
        var group = $"{pod["spec"]!["securityContext"]?["fsGroup"] ?? 0}";
        var sources = new Dictionary<string, string>();
        foreach (var volume in ManifestObject.ListAt(pod, "spec", "volumes"))
        {
            var its = (string)volume["name"]!;
            if (volume["configMap"] is { } map)
                sources[its] = Lay(name, its, Files(Required($"configmaps/{map["name"]}")["data"], isSecret: false, map["items"]));
            else if (volume["secret"] is { } secret)
                sources[its] = await SealAsync(Lay(name, its, Files(Required($"secrets/{secret["secretName"]}")["data"], isSecret: true, secret["items"])), group, (int?)secret["defaultMode"] ?? 0b110_100_100);
            else if (volume["emptyDir"] is not null)
                sources[its] = await EmptyAsync(Lay(name, its, []), group);
            else if (volume["persistentVolumeClaim"] is { } claim)
                sources[its] = await ClaimAsync(VolumeOf((string)claim["claimName"]!), group);
            else if (volume["ephemeral"] is not null)
                sources[its] = await ClaimAsync($"{name}-{its}", group);
        }
        return sources;
    }

    /// <summary>Lays down what a pod's Secrets hold by now: each file at once, keys before what belongs to them.</summary>
    public async Task RefreshAsync(JsonObject pod)
    {
        var group = $"{pod["spec"]!["securityContext"]?["fsGroup"] ?? 0}";
        foreach (var volume in ManifestObject.ListAt(pod, "spec", "volumes").Where(volume => volume["secret"] is not null))
        {
            var (place, secret) = (Path.Combine(folder, (string)pod["metadata"]!["name"]!, (string)volume["name"]!), volume["secret"]!);
            if (objects.Find($"{Space}secrets/{secret["secretName"]}") is not { } found)
                continue;
            foreach (var (file, text) in Files(found["data"], isSecret: true, secret["items"]).OrderByDescending(file => file.Key, StringComparer.Ordinal))
            {
                if (await File.ReadAllTextAsync(Path.Combine(place, file)) == text)
                    continue;
                var written = Directory.CreateDirectory(Path.Combine(place, "..new")).FullName;
                await File.WriteAllTextAsync(Path.Combine(written, file), text);
                await SealAsync(written, group, (int?)secret["defaultMode"] ?? 0b110_100_100);
                File.Move(Path.Combine(written, file), Path.Combine(place, file), overwrite: true);
            }
        }
    }

    /// <summary>The folder with the account's token, where the pod has one.</summary>
    public string? LayToken(JsonObject pod) => (bool?)pod["spec"]!["automountServiceAccountToken"] == false ? null : Lay((string)pod["metadata"]!["name"]!, "account", new Dictionary<string, string>
    {
        ["token"] = AccountRights.TokenOf((string)pod["spec"]!["serviceAccountName"]!),
        ["ca.crt"] = authority,
        ["namespace"] = "sagaz",
    });

    /// <summary>The mount of the bucket, for pods that know the object store.</summary>
    public string? BucketOf(JsonObject pod) => ManifestObject.ListAt(pod, "spec", "volumes").Any(volume => (string?)volume["secret"]?["secretName"] == SecretObjects.BackupRepository)
        ? $"{host.NameOf(Bucket)}:{BucketFolder}"
        : null;

    /// <summary>The value of a key of a Secret.</summary>
    public string Secret(string name, string key) => Decode(Required($"secrets/{name}")["data"]![key]!);

    /// <summary>A pod's own claims go with it.</summary>
    public async Task RemoveOwnAsync(JsonObject pod)
    {
        foreach (var volume in ManifestObject.ListAt(pod, "spec", "volumes").Where(volume => volume["ephemeral"] is not null))
            await host.RemoveClaimAsync($"{pod["metadata"]!["name"]}-{volume["name"]}");
    }

    /// <summary>A claim of the same name that was made anew has nothing of the former one.</summary>
    private string VolumeOf(string claim) => $"{claim}-{((string)Required($"persistentvolumeclaims/{claim}")["metadata"]!["uid"]!)[..8]}";

    private async Task<string> ClaimAsync(string claim, string group)
    {
        await host.ClaimAsync(claim, group);
        return host.NameOf(claim);
    }

    private JsonObject Required(string item) => objects.Find(Space + item) ?? throw new KeyNotFoundException($"{item} not found");

    private static Dictionary<string, string> Files(JsonNode? data, bool isSecret, JsonNode? items)
    {
        var all = data!.AsObject().ToDictionary(pair => pair.Key, pair => isSecret ? Decode(pair.Value!) : (string)pair.Value!);
        return items is JsonArray chosen ? chosen.ToDictionary(item => (string)item!["path"]!, item => all[(string)item!["key"]!]) : all;
    }

    private static string Decode(JsonNode value) => Encoding.UTF8.GetString(Convert.FromBase64String((string)value!));

    private string Lay(string pod, string volume, Dictionary<string, string> files)
    {
        var place = Path.Combine(folder, pod, volume);
        if (Directory.Exists(place))
            Directory.Delete(place, recursive: true);
        Directory.CreateDirectory(place);
        foreach (var (file, text) in files)
            File.WriteAllText(Path.Combine(place, file), text);
        return place;
    }

    private static async Task<string> EmptyAsync(string place, string group)
    {
        (await Programs.RunAsync(["chown", $"0:{group}", place])).Exits(0);
        (await Programs.RunAsync(["chmod", "2777", place])).Exits(0);
        return place;
    }

    private static async Task<string> SealAsync(string place, string group, int mode)
    {
        (await Programs.RunAsync(["chown", "--recursive", $"0:{group}", place])).Exits(0);
        (await Programs.RunAsync(["chmod", "750", place])).Exits(0);
        (await Programs.RunAsync(["chmod", Convert.ToString(mode, 8).PadLeft(4, '0'), .. Directory.GetFiles(place)])).Exits(0);
        return place;
    }
}
