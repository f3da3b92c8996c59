using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes.Policies;

/// <summary>Pod Security's profile <c>restricted</c>, and a read-only root beyond it.</summary>
internal static class ConfinementRules
{
    private static readonly string[] HostSharing = ["hostNetwork", "hostPID", "hostIPC"];
    private static readonly string[] AllowedVolumes = ["configMap", "secret", "emptyDir", "persistentVolumeClaim", "projected", "downwardAPI", "csi", "ephemeral"];

    public static IEnumerable<string> Unconfined(ManifestSet manifests) =>
        manifests.Workloads.SelectMany(OfPod).Concat(manifests.Containers.SelectMany(OfContainer)).Concat(OfNamespace(manifests));

    private static IEnumerable<string> OfNamespace(ManifestSet manifests) =>
        from space in manifests.Of("Namespace")
        where space.Labels.GetValueOrDefault("pod-security.kubernetes.io/enforce") != "restricted"
        select $"{space} does not enforce restricted";

    private static IEnumerable<string> OfPod(ManifestObject owner)
    {
        var spec = owner.PodTemplate!["spec"];
        var context = spec?["securityContext"];
        if (!IsTrue(context?["runAsNonRoot"]))
            yield return $"{owner} may run as root";
        if ((long?)context?["runAsUser"] is null or 0 || (long?)context?["runAsGroup"] is null or 0)
            yield return $"{owner} names no user and group";
        if ((string?)context?["seccompProfile"]?["type"] is not ("RuntimeDefault" or "Localhost"))
            yield return $"{owner} has no seccomp profile";
        if (spec?["automountServiceAccountToken"] is not { } mounts)
            yield return $"{owner} does not say whether it gets a token";
        else if (IsTrue(mounts) && owner.Name != "postgresql")
            yield return $"{owner} gets a token and needs none";
        if (spec?["enableServiceLinks"] is not { } links || IsTrue(links))
            yield return $"{owner} gets the addresses of all Services as variables";
        foreach (var sharing in HostSharing.Where(name => IsTrue(spec?[name])))
            yield return $"{owner} has {sharing}";
        foreach (var volume in ManifestObject.ListAt(spec, "volumes").Where(volume => !volume.Any(pair => AllowedVolumes.Contains(pair.Key))))
            yield return $"{owner} has the volume {volume["name"]} of the node";
    }

    private static IEnumerable<string> OfContainer((ManifestObject Owner, JsonObject Container) pair)
    {
        var name = ContainerRules.Name(pair);
        var context = pair.Container["securityContext"];
        if (context?["allowPrivilegeEscalation"] is not { } escalation || IsTrue(escalation))
            yield return $"{name} may gain privileges";
        if (!IsTrue(context?["readOnlyRootFilesystem"]))
            yield return $"{name} may write to its root";
        if (IsTrue(context?["privileged"]))
            yield return $"{name} is privileged";
        if (context?["capabilities"]?["drop"] is not JsonArray dropped || !dropped.Any(capability => (string?)capability == "ALL"))
            yield return $"{name} keeps capabilities";
        if (context?["capabilities"]?["add"] is JsonArray { Count: > 0 })
            yield return $"{name} adds capabilities";
        if (ManifestObject.ListAt(pair.Container, "ports").Any(port => port["hostPort"] is not null))
            yield return $"{name} takes a port of the node";
    }

    private static bool IsTrue(JsonNode? value) => value is not null && (bool)value;
}
