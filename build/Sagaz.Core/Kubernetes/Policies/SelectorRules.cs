using System.Globalization;
using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes.Policies;

/// <summary>Whether selectors take what they mean.</summary>
internal static class SelectorRules
{
    /// <summary>The label that Patroni gives its pods, and its values.</summary>
    public const string RoleLabel = "sagaz.io/role";

    /// <summary>Pods of applications bear it; none of them is in these manifests.</summary>
    private const string ClientLabel = "sagaz.io/client";

    private static readonly string[] Roles = ["primary", "replica"];

    public static IEnumerable<string> Missing(ManifestSet manifests) =>
        manifests.Workloads.SelectMany(OfWorkload)
            .Concat(manifests.Of("Service").Where(service => Takers(manifests, service) is []).Select(service => $"{service} takes no pod"))
            .Concat(manifests.Of("Service").Where(HasUnknownRole).Select(service => $"{service} asks for a role that Patroni does not give"))
            .Concat(Selecting(manifests, "PodDisruptionBudget", "selector"))
            .Concat(Selecting(manifests, "NetworkPolicy", "podSelector", RestoredPod.Labels))
            .Concat(Selecting(manifests, "PodMonitor", "selector"))
            .Concat(manifests.Of("HorizontalPodAutoscaler").SelectMany(scaler => OfAutoscaler(manifests, scaler)))
            .Concat(manifests.Of("StatefulSet").SelectMany(set => OfStatefulSet(manifests, set)));

    public static IEnumerable<string> WithoutPort(ManifestSet manifests) =>
        from service in manifests.Of("Service")
        let open = Takers(manifests, service).SelectMany(owner => owner.Containers).SelectMany(container => ManifestObject.ListAt(container, "ports"))
            .SelectMany(port => new[] { (string?)port["name"], port["containerPort"]?.ToString() }).ToHashSet()
        from port in ManifestObject.ListAt(service.Json, "spec", "ports")
        let target = (port["targetPort"] ?? port["port"])?.ToString()
        where !open.Contains(target)
        select $"{service} leads to the port '{target}', which no container of its pods has";

    public static IEnumerable<string> BlockingDrain(ManifestSet manifests)
    {
        foreach (var budget in manifests.Of("PodDisruptionBudget"))
        {
            var replicas = manifests.Workloads.Where(owner => owner.RunsOn && LabelSelector.Takes(budget.Json["spec"]?["selector"], owner.PodLabels)).Sum(owner => LeastReplicas(manifests, owner));
            var (most, least) = (budget.Json["spec"]?["maxUnavailable"]?.ToString(), budget.Json["spec"]?["minAvailable"]?.ToString());
            var blocks = (most, least) switch
            {
                ("0" or "0%", _) or (_, "100%") => true,
                (null, { } least1) when int.TryParse(least1, CultureInfo.InvariantCulture, out var minimum) => minimum >= replicas,
                (null, null) => true,
                _ => false,
            };
            if (blocks || replicas < 2)
                yield return string.Create(CultureInfo.InvariantCulture, $"{budget} lets nothing go: {replicas} pods, maxUnavailable {most ?? "-"}, minAvailable {least ?? "-"}");
        }
        foreach (var owner in manifests.Workloads.Where(owner => owner.RunsOn && LeastReplicas(manifests, owner) > 1))
        {
            if (!manifests.Of("PodDisruptionBudget").Any(budget => LabelSelector.Takes(budget.Json["spec"]?["selector"], owner.PodLabels)))
                yield return $"{owner} has no disruption budget";
        }
    }

    /// <summary>As many pods as there are at least.</summary>
    internal static int LeastReplicas(ManifestSet manifests, ManifestObject owner) =>
        Autoscaler(manifests, owner) is { } scaler ? (int?)scaler.Json["spec"]?["minReplicas"] ?? 1 : (int?)owner.Json["spec"]?["replicas"] ?? 1;

    /// <summary>As many pods as there are at most, but for a rollout's.</summary>
    internal static int MostReplicas(ManifestSet manifests, ManifestObject owner) =>
        Autoscaler(manifests, owner) is { } scaler ? (int?)scaler.Json["spec"]?["maxReplicas"] ?? 1 : (int?)owner.Json["spec"]?["replicas"] ?? 1;

    private static ManifestObject? Autoscaler(ManifestSet manifests, ManifestObject owner) => manifests.Of("HorizontalPodAutoscaler").FirstOrDefault(scaler =>
        (string?)ManifestObject.At(scaler.Json, "spec", "scaleTargetRef", "kind") == owner.Kind && (string?)ManifestObject.At(scaler.Json, "spec", "scaleTargetRef", "name") == owner.Name);

    private static IReadOnlyList<ManifestObject> Takers(ManifestSet manifests, ManifestObject service)
    {
        var wanted = ManifestObject.TextsAt(service.Json, "spec", "selector").Where(pair => pair.Key != RoleLabel).ToDictionary();
        return wanted.Count == 0 ? [] : [.. manifests.Workloads.Where(owner => LabelSelector.Takes(wanted, owner.PodLabels))];
    }

    private static bool HasUnknownRole(ManifestObject service) =>
        ManifestObject.TextsAt(service.Json, "spec", "selector").TryGetValue(RoleLabel, out var role) && !Roles.Contains(role);

    private static IEnumerable<string> OfWorkload(ManifestObject owner)
    {
        if (owner.RunsOn && (owner.Json["spec"]?["selector"] is not JsonObject selector || ManifestObject.TextsAt(selector, "matchLabels").Count == 0 || !LabelSelector.Takes(selector, owner.PodLabels)))
            yield return $"{owner} does not select its own pods";
    }

    /// <param name="manifests">All objects.</param>
    /// <param name="kind">Which of them select.</param>
    /// <param name="key">Where their selector stands.</param>
    /// <param name="others">Labels of pods that are in no manifest, because a run makes them; null for none.</param>
    private static IEnumerable<string> Selecting(ManifestSet manifests, string kind, string key, IReadOnlyDictionary<string, string>? others = null) =>
        from item in manifests.Of(kind)
        let selector = item.Json["spec"]?[key]
        where !ManifestObject.TextsAt(selector, "matchLabels").ContainsKey(ClientLabel)
            && !(others is not null && LabelSelector.Takes(selector, others)) && !manifests.Workloads.Any(owner => LabelSelector.Takes(selector, owner.PodLabels))
        select $"{item} takes no pod";

    private static IEnumerable<string> OfAutoscaler(ManifestSet manifests, ManifestObject scaler)
    {
        var target = manifests.Workloads.FirstOrDefault(owner => Autoscaler(manifests, owner)?.Name == scaler.Name);
        if (target is null)
            yield return $"{scaler} scales nothing";
        else if (target.Json["spec"]?["replicas"] is not null)
            yield return $"{target} has a number of replicas, which each apply would set back";
    }

    private static IEnumerable<string> OfStatefulSet(ManifestSet manifests, ManifestObject set)
    {
        if (manifests.Find("Service", (string?)set.Json["spec"]?["serviceName"] ?? "")?.Json["spec"]?["clusterIP"]?.ToString() != "None")
            yield return $"{set} has no headless Service";
        foreach (var (container, mount) in set.Containers.SelectMany(container => ManifestObject.ListAt(container, "volumeMounts").Select(mount => (container, mount))))
        {
            var name = (string?)mount["name"];
            if (!ManifestObject.ListAt(set.PodTemplate, "spec", "volumes").Any(volume => (string?)volume["name"] == name)
                && !ManifestObject.ListAt(set.Json, "spec", "volumeClaimTemplates").Any(claim => (string?)claim["metadata"]?["name"] == name))
                yield return $"{set}/{container["name"]} mounts '{name}', which is no volume";
        }
    }
}
