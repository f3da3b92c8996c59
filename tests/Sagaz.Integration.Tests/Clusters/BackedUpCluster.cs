using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>A migrated native cluster that makes backups.</summary>
public sealed class BackedUpCluster : SharedCluster
{
    protected override string? SkipReason => ClusterTools.BackupSkipReason;

    private protected override string[] FirstCommand => ["Up", "Migrate", "--with-backups"];

    private protected override Task<TestCluster> ClaimAsync() => TestCluster.InWorkspaceAsync();
}
