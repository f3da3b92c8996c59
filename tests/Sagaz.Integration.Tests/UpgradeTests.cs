using Sagaz.Core.Gates;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests;

/// <summary>Members are renewed one by one. There is no newer release to be had here: all members are asked for.</summary>
[Collection(SharedClusterGroup.Name)]
public sealed class UpgradeTests(SharedCluster shared)
{
    [ClusterFact]
    public async Task Replicas_are_renewed_first_then_the_lead_changes_hands_and_no_writer_gets_an_error()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var (leader, replica) = (await cluster.LeaderAsync(), await cluster.ReplicaAsync());
        var before = cluster.ProcessIds();

        var run = await cluster.RunAsync("UpgradeMinor", "--all-members", "--no-install", "--drain-seconds", "3");

        Assert.True(run.ExitCode is 0 or 2, string.Join('\n', run.Lines));
        string[] steps = [$"{replica} stops and starts", $"{leader} hands the lead to {replica}", $"{leader} stops and starts"];
        run.Says(steps);
        Assert.Equal(steps, steps.OrderBy(step => run.Output.IndexOf(step, StringComparison.Ordinal)));
        await cluster.IsWholeAsync();
        Assert.Equal(replica, await cluster.LeaderAsync());
        Assert.All(new[] { leader, replica }, member => Assert.NotEqual(before[member], cluster.ProcessId(member)));
        Assert.Equal(Verdict.Pass, cluster.ReadReport().Gates.Results.Single(gate => gate.Id == "switchover-errors").Verdict);
    }

    [ClusterFact]
    public async Task Members_that_run_the_newest_release_are_left_alone()
    {
        var before = shared.Cluster.ProcessIds();

        (await shared.Cluster.RunAsync("UpgradeMinor", "--no-install")).Exits(0).Says("already: nothing to do");

        Assert.Equal(before, shared.Cluster.ProcessIds());
    }
}
