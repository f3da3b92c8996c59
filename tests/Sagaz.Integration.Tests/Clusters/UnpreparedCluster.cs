using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>Ports and a folder for a cluster that is never to start, since every command for it is refused.</summary>
public sealed class UnpreparedCluster : IAsyncLifetime
{
    private TestCluster? cluster;

    internal TestCluster Cluster => cluster ?? throw new InvalidOperationException("There is no place for a cluster.");

    public async Task InitializeAsync()
    {
        if (ClusterTools.SkipReason is null)
            cluster = await TestCluster.InWorkspaceAsync();
    }

    public async Task DisposeAsync()
    {
        if (cluster is not null)
            await cluster.DisposeAsync();
    }

    /// <summary>Nothing was started and nothing was made.</summary>
    internal void IsUntouched()
    {
        Assert.Empty(Cluster.Processes);
        Assert.Empty(StateFolders.Environments(Cluster.Root, Cluster.Offset));
    }
}
