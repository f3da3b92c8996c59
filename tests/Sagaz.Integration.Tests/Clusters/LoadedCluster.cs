using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>A migrated cluster that is loaded.</summary>
public sealed class LoadedCluster : IAsyncLifetime
{
    private readonly MigratedCluster migrated = new();
    private SmallLoad? load;

    internal TestCluster Cluster => migrated.Cluster;

    internal SmallLoad Load => load ?? throw new InvalidOperationException("The cluster was not started.");

    public async Task InitializeAsync()
    {
        await migrated.InitializeAsync();
        if (ClusterTools.SkipReason is null)
            load = new SmallLoad(Cluster);
    }

    public Task DisposeAsync() => migrated.DisposeAsync();
}
