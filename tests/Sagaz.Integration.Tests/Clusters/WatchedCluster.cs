using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>A migrated native cluster with exporters, Prometheus and Alertmanager.</summary>
public sealed class WatchedCluster : SharedCluster
{
    protected override string? SkipReason => ClusterTools.MonitoringSkipReason;

    private protected override string[] FirstCommand => ["Up", "Migrate", "--monitoring", "--with-backups"];

    private protected override Task<TestCluster> ClaimAsync() => TestCluster.InWorkspaceAsync();
}
