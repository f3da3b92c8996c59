using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Processes;

namespace Sagaz.Integration.Tests;

/// <summary>What <c>Status</c> and <c>Logs</c> say of the cluster.</summary>
[Collection(SharedClusterGroup.Name)]
public class StatusTests(SharedCluster shared)
{
    private const int StopSignal = 19;
    private const int ContinueSignal = 18;

    [ClusterFact]
    public async Task The_table_shows_members_pools_and_endpoints()
    {
        var cluster = shared.Cluster;

        (await cluster.RunAsync("Status")).Exits(0).Says(
            "MEMBER", "postgres-0", "postgres-1", "leader", "TIMELINE",
            "POOL", "pgbouncer-rw", "transaction", $"127.0.0.1:{cluster.Port(6432)}", "pgbouncer-ro", "session", $"127.0.0.1:{cluster.Port(6433)}",
            "SERVICE", $"127.0.0.1:{cluster.Port(5432)}", $"127.0.0.1:{cluster.Port(5433)}", "etcd");
    }

    [ClusterFact]
    public async Task Json_names_two_members_and_one_leader()
    {
        await shared.Cluster.IsWholeAsync();

        var status = await shared.Cluster.StatusAsync();

        Assert.Equal(["postgres-0", "postgres-1"], status.Members.Select(member => member.Name));
        Assert.Single(status.Members, member => member.Role == "leader");
        Assert.Single(status.Members.Select(member => member.Timeline).Distinct());
        Assert.Equal(["up", "up"], status.Pools.Select(pool => pool.State));
    }

    [ClusterFact]
    public async Task A_stopped_replica_is_shown_down_and_the_rest_as_before()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var replica = await cluster.ReplicaAsync();
        await cluster.ControlAsync("down", replica);
        try
        {
            var status = await cluster.StatusAsync();

            var line = Assert.Single(status.Members, member => member.Name == replica);
            Assert.Equal(("-", "down", null), (line.Role, line.State, line.LagBytes));
            Assert.Equal("running", Assert.Single(status.Members, member => member.Role == "leader").State);
        }
        finally
        {
            await cluster.ControlAsync("up", replica);
        }
        await cluster.IsWholeAsync();
    }

    [ClusterFact]
    public async Task A_frozen_pool_is_shown_as_one_that_does_not_answer()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var pool = new RunningProcess(cluster.ProcessId("pgbouncer-ro"), []);
        Assert.True(pool.Send(StopSignal));
        try
        {
            var pools = (await cluster.StatusAsync()).Pools;

            Assert.Equal([("pgbouncer-rw", "up"), ("pgbouncer-ro", "no answer")], pools.Select(line => (line.Name, line.State)));
        }
        finally
        {
            Assert.True(pool.Send(ContinueSignal));
        }
        await cluster.IsWholeAsync();
    }

    [ClusterFact]
    public async Task Logs_show_one_member_alone_or_all_with_their_names()
    {
        (await shared.Cluster.RunAsync("Logs", "--member", "postgres-0")).Exits(0).Says("INFO").NeverSays("postgres-0 | ");
        (await shared.Cluster.RunAsync("Logs")).Exits(0).Says("postgres-0 | ", "postgres-1 | ", "pgbouncer-rw | ");
    }

    [ClusterFact]
    public async Task Logs_of_an_unknown_member_are_refused_with_the_nearest_name()
    {
        (await shared.Cluster.RunAsync("Logs", "--member", "postgers-1")).Exits(3).Says("'postgers-1'", "did you mean 'postgres-1'?");
    }
}
