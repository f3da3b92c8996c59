using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>What of a deployment must not run while the members' data is replaced, and how it is held back.</summary>
/// <remarks>
/// Each is the whole object with another value in one field. Applied under our field manager, it meets no conflict in the next
/// deployment, which knows nothing of that value and so takes it back; an autoscaler leaves alone what has no replicas.
/// </remarks>
public static class Standstill
{
    /// <summary>What leads clients and schedules to the members, as it is in service: poolers and CronJobs.</summary>
    public static IReadOnlyList<ManifestObject> Entrances(ManifestSet deployed) => [.. deployed.Objects.Where(IsEntrance)];

    /// <summary>The same while nobody may get in: no poolers, and nothing that comes due.</summary>
    public static IReadOnlyList<ManifestObject> Closed(ManifestSet deployed) => [.. deployed.With(Close).Objects.Where(IsEntrance)];

    /// <summary>The members' StatefulSet with that many pods.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ManifestObject Members(ManifestSet deployed, int pods)
    {
        var members = deployed.Find("StatefulSet", "postgresql") ?? throw new ArgumentException("There is no StatefulSet 'postgresql'.", nameof(deployed));
        var json = members.Json.DeepClone().AsObject();
        json["spec"]!["replicas"] = JsonValue.Create(pods);
        return new ManifestObject(json);
    }

    private static bool IsEntrance(ManifestObject item) =>
        item.Kind == "CronJob" || (item.Kind == "Deployment" && item.PodLabels.GetValueOrDefault("app") == "pgbouncer");

    private static ManifestObject Close(ManifestObject item)
    {
        if (!IsEntrance(item))
            return item;
        var spec = item.Json["spec"]!.AsObject();
        if (item.Kind == "CronJob")
            spec["suspend"] = JsonValue.Create(true);
        else
            spec["replicas"] = JsonValue.Create(0);
        return item;
    }
}
