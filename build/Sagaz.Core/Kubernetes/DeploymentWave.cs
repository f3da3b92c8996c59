namespace Sagaz.Core.Kubernetes;

/// <summary>What is applied together; a wave begins when the one before it is of use.</summary>
public enum DeploymentWave
{
    /// <summary>The namespace itself.</summary>
    Namespace,

    /// <summary>Accounts, rights, configuration and network policies.</summary>
    Foundation,

    /// <summary>What takes the members' WAL: a member that archives needs it.</summary>
    Backups,

    /// <summary>The members and their Services; then roles and database are set up.</summary>
    Database,

    /// <summary>The poolers, whose log-ins need the roles.</summary>
    Pools,

    /// <summary>The Job that migrates; then it is looked at what came of it.</summary>
    Schema,

    /// <summary>CronJobs, Jobs and what watches the cluster.</summary>
    Upkeep,
}

/// <summary>In which wave an object comes.</summary>
public static class DeploymentWaves
{
    private static readonly string[] Foundation = ["ServiceAccount", "Role", "RoleBinding", "ConfigMap", "NetworkPolicy", "ExternalSecret", "ResourceQuota", "LimitRange"];
    private static readonly string[] Upkeep = ["CronJob", "Job", "PodMonitor", "ServiceMonitor", "PrometheusRule"];

    /// <summary>The wave of one object.</summary>
    public static DeploymentWave Of(ManifestObject item) => item.Kind switch
    {
        "Namespace" => DeploymentWave.Namespace,
        _ when Foundation.Contains(item.Kind) => DeploymentWave.Foundation,
        "Job" when item.Name.StartsWith("migrate", StringComparison.Ordinal) => DeploymentWave.Schema,
        _ when Upkeep.Contains(item.Kind) => DeploymentWave.Upkeep,
        _ when item.Name.StartsWith("backup", StringComparison.Ordinal) => DeploymentWave.Backups,
        _ when item.Name.StartsWith("postgres", StringComparison.Ordinal) => DeploymentWave.Database,
        _ when item.Name.StartsWith("pgbouncer", StringComparison.Ordinal) => DeploymentWave.Pools,
        _ => DeploymentWave.Upkeep,
    };

    /// <summary>All objects by wave, in the waves' order; empty waves are left out.</summary>
    public static IReadOnlyList<(DeploymentWave Wave, IReadOnlyList<ManifestObject> Objects)> Of(ManifestSet manifests) =>
        [.. manifests.Objects.GroupBy(Of).OrderBy(group => group.Key).Select(group => (group.Key, (IReadOnlyList<ManifestObject>)[.. group]))];
}
