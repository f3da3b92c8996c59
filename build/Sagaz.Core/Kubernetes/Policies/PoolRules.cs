using System.Globalization;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Kubernetes.Policies;

/// <summary>Whether poolers overwhelm a server.</summary>
internal static class PoolRules
{
    /// <summary>A leader serves the writers, and the readers' sessions of when it was a replica.</summary>
    public static IEnumerable<string> TooManyConnections(ManifestSet manifests, ClusterTopology topology)
    {
        var others = ConnectionBudget.Others;
        var needed = others + manifests.Workloads.Where(owner => owner.Kind == "Deployment" && owner.PodLabels.GetValueOrDefault("app") == "pgbouncer")
            .Sum(owner => (SelectorRules.MostReplicas(manifests, owner) + Surge(owner)) * Servers(manifests, owner));
        if (needed > topology.Postgres.MaxConnections)
            yield return string.Create(CultureInfo.InvariantCulture, $"poolers and the pipeline may ask one member for {needed} connections; max_connections is {topology.Postgres.MaxConnections}");
    }

    /// <summary>A rollout of the readers' pods waits where the autoscaler has asked for all of them; the writers' has one more.</summary>
    private static int Surge(ManifestObject owner) => owner.Json["spec"]?["replicas"] is null ? 0 : (int?)ManifestObject.At(owner.Json, "spec", "strategy", "rollingUpdate", "maxSurge") ?? 1;

    private static int Servers(ManifestSet manifests, ManifestObject owner)
    {
        var file = manifests.Of("ConfigMap").SelectMany(map => ManifestObject.TextsAt(map.Json, "data")).FirstOrDefault(pair => pair.Key == owner.Name + ".ini").Value ?? "";
        var line = file.Split('\n').FirstOrDefault(text => text.StartsWith("max_db_connections", StringComparison.Ordinal));
        return line is null ? int.MaxValue / 100 : int.Parse(line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
    }
}
