using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>The same cluster in Docker Compose, from a copy of the repository with a <c>.env</c> of its own.</summary>
public sealed class SharedComposeCluster : SharedCluster
{
    protected override string? SkipReason => ClusterTools.SkipReason ?? ComposeTools.SkipReason;

    /// <summary>Watched and backed up, so that whatever else is tried there is tried with the exporters and the archive beside it.</summary>
    private protected override string[] FirstCommand => ["Up", "Migrate", "--monitoring", "--with-backups"];

    private protected override Task<TestCluster> ClaimAsync() => TestCluster.InWorkspaceAsync(TestCluster.Compose);
}
