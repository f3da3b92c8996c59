using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Processes;

namespace Sagaz.Integration.Tests;

/// <summary>Members are restarted, cloned anew, and made leader by hand.</summary>
[Collection(SharedClusterGroup.Name)]
public sealed class MemberOperationTests(SharedCluster shared)
{
    private const int KillSignal = 9;

    [ClusterFact]
    public async Task A_restarted_replica_has_a_new_server_and_the_leader_its_old_one()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var (leader, replica) = (await cluster.LeaderAsync(), await cluster.ReplicaAsync());
        var before = (Leader: cluster.Postmaster(leader), Replica: cluster.Postmaster(replica));

        (await cluster.RunAsync("RestartMember", "--member", replica)).Exits(0).Says($"{replica} was restarted");

        Assert.Equal(before.Leader, cluster.Postmaster(leader));
        Assert.NotEqual(before.Replica, cluster.Postmaster(replica));
        await cluster.IsWholeAsync();
    }

    [ClusterFact]
    public async Task A_recloned_replica_has_none_of_its_old_data_also_when_its_Patroni_is_gone()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var replica = await cluster.ReplicaAsync();
        var mark = Path.Combine(cluster.State, "data", replica, "old-data");

        await File.WriteAllTextAsync(mark, "");
        (await cluster.RunAsync("RecloneReplica", "--member", replica)).Exits(0).Says($"{replica} was cloned");
        Assert.False(File.Exists(mark));

        await File.WriteAllTextAsync(mark, "");
        await cluster.ControlAsync("down", replica);
        (await cluster.RunAsync("RecloneReplica", "--member", replica)).Exits(0).Says("Its data is removed", $"{replica} was cloned");
        Assert.False(File.Exists(mark));

        (await cluster.RunAsync("RecloneReplica", "--member", await cluster.LeaderAsync())).Exits(3).Says("nobody to clone it from");
        await cluster.IsWholeAsync();
    }

    [ClusterFact]
    public async Task While_failover_is_paused_only_a_person_who_knows_what_may_be_lost_makes_a_replica_lead()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var (leader, replica) = (await cluster.LeaderAsync(), await cluster.ReplicaAsync());
        (await cluster.RunAsync("PauseFailover")).Exits(0).Says("failover is paused");
        try
        {
            Assert.True((await cluster.StatusAsync()).IsPaused);
            await cluster.ControlAsync("down", leader);
            // A paused Patroni leaves its server running when it ends.
            if (cluster.Postmaster(leader) is > 0 and var postmaster)
                Assert.True(new RunningProcess(postmaster, []).Send(KillSignal));

            await cluster.SeesAsync("leader-missing", "critical");
            (await cluster.RunAsync("Failover", "--to", replica)).Exits(3).Says("is lost for good", "no terminal to confirm it on");
            (await cluster.RunAsync("Failover", "--to", replica, "--yes")).Exits(0).Says($"{replica} leads");
            await cluster.SeesAsync("leader-missing", "good");
        }
        finally
        {
            (await cluster.RunAsync("ResumeFailover")).Exits(0).Says("failover is on");
            await cluster.ControlAsync("up", leader);
        }
        await cluster.IsWholeAsync();
        Assert.Equal(replica, await cluster.LeaderAsync());
        Assert.False((await cluster.StatusAsync()).IsPaused);
    }
}
