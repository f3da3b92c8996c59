using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>A migrated cluster that makes backups.</summary>
public sealed class BackedUpCluster : IAsyncLifetime
{
    private TestCluster? cluster;

    internal TestCluster Cluster => cluster ?? throw new InvalidOperationException("The cluster was not started.");

    public async Task InitializeAsync()
    {
        if (ClusterTools.BackupSkipReason is not null)
            return;
        cluster = await TestCluster.InWorkspaceAsync();
        var up = await cluster.RunAsync("Up", "Migrate", "--with-backups");
        if (up.ExitCode == 0)
            return;
        await cluster.DisposeAsync();
        up.Exits(0);
    }

    public async Task DisposeAsync()
    {
        if (cluster is not null)
            await cluster.DisposeAsync();
    }
}
