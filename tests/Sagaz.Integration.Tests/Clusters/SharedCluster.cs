using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>One cluster of two members, started and migrated once, for every test that leaves it as it was.</summary>
public class SharedCluster : IAsyncLifetime
{
    private TestCluster? cluster;
    private ProgramResult? firstRun;

    internal TestCluster Cluster => cluster ?? throw new InvalidOperationException("The shared cluster was not started.");

    /// <summary>The very first <c>Up Migrate</c>.</summary>
    internal ProgramResult FirstRun => firstRun ?? throw new InvalidOperationException("The shared cluster was not started.");

    /// <summary>Why no cluster can be started; null where one can.</summary>
    protected virtual string? SkipReason => ClusterTools.SkipReason;

    public async Task InitializeAsync()
    {
        if (SkipReason is not null)
            return;
        cluster = await ClaimAsync();
        firstRun = await cluster.RunAsync(FirstCommand);
        if (firstRun.ExitCode == 0)
            return;
        // xunit does not dispose of a fixture that could not be made.
        await cluster.DisposeAsync();
        firstRun.Exits(0);
    }

    public async Task DisposeAsync()
    {
        if (cluster is not null)
            await cluster.DisposeAsync();
    }

    /// <summary>What makes it.</summary>
    private protected virtual string[] FirstCommand => ["Up", "Migrate"];

    private protected virtual Task<TestCluster> ClaimAsync() => TestCluster.InRepositoryAsync();
}
