using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sagaz.Core.Kubernetes.Policies;

/// <summary>What manifests name, and what they must not hold.</summary>
internal static partial class ReferenceRules
{
    /// <summary>What Patroni needs, and nothing else (docs/kubernetes.md).</summary>
    private static readonly Dictionary<string, string[]> PatroniVerbs = new()
    {
        ["configmaps"] = ["get", "list", "watch", "create", "patch"],
        ["pods"] = ["get", "list", "watch", "patch"],
    };

    private static readonly string[] PatroniSuffixes = ["config", "leader", "sync", "failover", "failsafe"];

    public static IEnumerable<string> Dangling(ManifestSet manifests) =>
        manifests.Workloads.SelectMany(owner => Named(owner, "configMap", "name", "configMapKeyRef").Select(name => (owner, Kind: "ConfigMap", Name: name)))
            .Concat(manifests.Workloads.Select(owner => (owner, Kind: "ServiceAccount", Name: (string?)ManifestObject.At(owner.PodTemplate, "spec", "serviceAccountName") ?? "")).Where(named => named.Name.Length > 0))
            .Where(named => manifests.Find(named.Kind, named.Name) is null)
            .Select(named => $"{named.owner} names the {named.Kind} '{named.Name}', which is not there");

    public static IEnumerable<string> PlainSecrets(ManifestSet manifests) =>
        manifests.Of("Secret").Where(secret => secret.Json["data"] is not null || secret.Json["stringData"] is not null).Select(secret => $"{secret} holds data")
            .Concat(from pair in manifests.Containers
                    from variable in ManifestObject.ListAt(pair.Container, "env")
                    where variable["value"] is not null && SecretName().IsMatch((string?)variable["name"] ?? "")
                    select $"{ContainerRules.Name(pair)} has the variable {variable["name"]} as plain text")
            .Concat(from owner in manifests.Workloads
                    from name in Named(owner, "secret", "secretName", "secretKeyRef")
                    where !SecretObjects.All.Contains(name)
                    select $"{owner} names the Secret '{name}', which nobody makes")
            .Concat(from map in manifests.Of("ConfigMap")
                    from pair in ManifestObject.TextsAt(map.Json, "data")
                    where SecretLine().IsMatch(pair.Value)
                    select $"{map} has a password or key in {pair.Key}")
            .Concat(from owner in manifests.Workloads
                    from volume in ManifestObject.ListAt(owner.PodTemplate, "spec", "volumes")
                    where volume["secret"] is JsonObject secret && (int?)secret["defaultMode"] != 0b100_100_000
                    select $"{owner} shows the Secret of its volume {volume["name"]} to everybody in the container");

    public static IEnumerable<string> TooPowerful(ManifestSet manifests) =>
        manifests.Objects.Where(item => item.Kind is "ClusterRole" or "ClusterRoleBinding").Select(item => $"{item} reaches beyond the namespace")
            .Concat(from role in manifests.Of("Role")
                    from rule in ManifestObject.ListAt(role.Json, "rules")
                    from resource in Texts(rule["resources"])
                    from verb in Texts(rule["verbs"])
                    where !PatroniVerbs.TryGetValue(resource, out var verbs) || !verbs.Contains(verb)
                    select $"{role} may {verb} {resource}")
            .Concat(from role in manifests.Of("Role")
                    from needed in PatroniVerbs
                    from verb in needed.Value
                    where !ManifestObject.ListAt(role.Json, "rules").Any(rule => Texts(rule["resources"]).Contains(needed.Key) && Texts(rule["verbs"]).Contains(verb))
                    select $"{role} may not {verb} {needed.Key}, and Patroni has to");

    public static IEnumerable<string> TakenNames(ManifestSet manifests) =>
        manifests.Objects.Where(item => item.Kind is "ConfigMap" or "Endpoints" && PatroniSuffixes.Any(suffix => item.Name == $"sagaz-{suffix}")).Select(item => $"{item} has a name of Patroni's")
            .Concat(manifests.Workloads.Where(owner => owner.PodLabels.ContainsKey(SelectorRules.RoleLabel)).Select(owner => $"{owner} begins its pods with a role"));

    /// <summary>Names in volumes, in projected volumes and in variables.</summary>
    private static IEnumerable<string> Named(ManifestObject owner, string volumeKey, string nameKey, string variableKey)
    {
        var volumes = ManifestObject.ListAt(owner.PodTemplate, "spec", "volumes");
        return volumes.Select(volume => (string?)volume[volumeKey]?[nameKey])
            .Concat(volumes.SelectMany(volume => ManifestObject.ListAt(volume, "projected", "sources")).Select(source => (string?)source[volumeKey]?["name"]))
            .Concat(owner.Containers.SelectMany(container => ManifestObject.ListAt(container, "env")).Select(variable => (string?)ManifestObject.At(variable, "valueFrom", variableKey, "name")))
            .OfType<string>().Distinct();
    }

    private static IEnumerable<string> Texts(JsonNode? list) => list is JsonArray array ? array.Select(item => (string)item!) : [];

    [GeneratedRegex("PASS|SECRET_?KEY|TOKEN|CREDENTIAL", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    // Settings that tell how passwords are kept, e.g. password_encryption, are none.
    [GeneratedRegex(@"PRIVATE KEY-----|^\s*[\w-]*(?:password|passphrase|cipher-pass|key-secret)\s*[:=]\s*\S", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex SecretLine();
}
