using System.Globalization;
using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes.Policies;

/// <summary>What each container must say for itself.</summary>
internal static class ContainerRules
{
    private static readonly string[] Probes = ["startupProbe", "livenessProbe", "readinessProbe"];
    private const int LeastGraceSeconds = 30;

    public static IEnumerable<string> WithoutProbes(ManifestSet manifests) =>
        from pair in manifests.Containers
        where pair.Owner.RunsOn
        from probe in Probes
        where pair.Container[probe] is null
        select $"{Name(pair)} has no {probe}";

    public static IEnumerable<string> WithoutResources(ManifestSet manifests) =>
        from pair in manifests.Containers
        from path in new[] { (string[])["requests", "cpu"], ["requests", "memory"], ["limits", "memory"] }
        where ManifestObject.At(pair.Container, ["resources", .. path]) is null
        select $"{Name(pair)} has no resources.{string.Join('.', path)}";

    public static IEnumerable<string> WithoutDefiniteImage(ManifestSet manifests) =>
        from pair in manifests.Containers
        let image = (string?)pair.Container["image"] ?? ""
        where !ImageReference.Parse(image).IsDefinite || (string?)pair.Container["imagePullPolicy"] != "IfNotPresent"
        select $"{Name(pair)} runs '{image}', pulled {pair.Container["imagePullPolicy"] ?? "by default"}";

    public static IEnumerable<string> WithoutDrain(ManifestSet manifests) =>
        from owner in manifests.Workloads.Where(owner => owner.RunsOn)
        let grace = (int?)ManifestObject.At(owner.PodTemplate, "spec", "terminationGracePeriodSeconds") ?? 0
        let serves = manifests.Of("Service").Any(service => LabelSelector.Takes(ManifestObject.TextsAt(service.Json, "spec", "selector"), owner.PodLabels))
        let drains = owner.Containers.Any(container => ManifestObject.At(container, "lifecycle", "preStop") is not null)
        where grace < LeastGraceSeconds || (serves && !drains && owner.Name != "backup-repository")
        select string.Create(CultureInfo.InvariantCulture, $"{owner} has {grace} s to end{(drains ? "" : " and does not drain")}");

    internal static string Name((ManifestObject Owner, JsonObject Container) pair) => $"{pair.Owner}/{pair.Container["name"]}";
}
