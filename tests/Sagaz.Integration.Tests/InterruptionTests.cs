using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests;

/// <summary>A run that ended too early is finished by the same command.</summary>
[Collection(LifecycleGroup.Name)]
public sealed class InterruptionTests
{
    private const int Killed = 137;

    /// <summary>Moments in Init, while the store starts, while the leader is made, and while the replica is cloned.</summary>
    [ClusterTheory]
    [InlineData(300)]
    [InlineData(1200)]
    [InlineData(3000)]
    public async Task A_start_from_nothing_killed_at_any_moment_is_finished_by_the_next_one(int milliseconds)
    {
        await using var cluster = await TestCluster.InWorkspaceAsync();
        using var killed = cluster.Start("Up", "Migrate");
        await Task.Delay(milliseconds);
        killed.Kill();
        Assert.Equal(Killed, (await killed.EndAsync()).ExitCode);

        (await cluster.RunAsync("Up", "Migrate")).Exits(0).Says("6 of 6 migrations applied");
    }

    [ClusterFact]
    public async Task Ctrl_c_ends_a_start_with_130_and_the_next_one_works()
    {
        await using var cluster = await TestCluster.InWorkspaceAsync();
        using var interrupted = cluster.Start("Up");
        await interrupted.PrintsAsync("postgres-0 started");
        interrupted.Interrupt();

        (await interrupted.EndAsync(TimeSpan.FromSeconds(10))).Exits(130).NeverSays("   at ");

        (await cluster.RunAsync("Up")).Exits(0).Says("is up");
    }
}
