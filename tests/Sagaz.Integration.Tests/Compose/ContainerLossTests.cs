using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>Containers that are killed, frozen, stopped or cut off: Status tells the truth, and the cluster comes back.</summary>
[OnCompose, Collection(SharedComposeGroup.Name)]
public sealed class ContainerLossTests(SharedComposeCluster shared)
{
    private readonly TestCluster cluster = shared.Cluster;

    [ClusterTheory]
    [InlineData("kill", "start", "down")]
    [InlineData("stop", "start", "down")]
    [InlineData("pause", "unpause", "paused")]
    public async Task A_lost_leader_is_replaced_shown_and_taken_back(string verb, string undo, string shown)
    {
        await cluster.IsWholeAsync();
        var leader = await cluster.LeaderAsync();
        (await Programs.RunAsync(["docker", verb, cluster.Container(leader)])).Exits(0);
        try
        {
            var status = await cluster.StatusAsync();
            Assert.Equal(("-", shown), status.Members.Where(member => member.Name == leader).Select(member => (member.Role, member.State)).Single());
            await Eventually.HoldsAsync("another member leads", Deadlines.Healed, async () =>
                (await cluster.StatusAsync()).Members.Any(member => member.Role == "leader" && member.State == "running") ? null : "nobody leads");
        }
        finally
        {
            (await Programs.RunAsync(["docker", undo, cluster.Container(leader)])).Exits(0);
        }
        await cluster.IsWholeAsync();
        Assert.NotEqual(leader, await cluster.LeaderAsync());
    }

    [ClusterTheory]
    [InlineData("etcd", "etcd", "kill", "down")]
    [InlineData("haproxy", "postgres-primary", "kill", "down")]
    [InlineData("haproxy", "postgres-replica", "pause", "paused")]
    public async Task A_lost_service_is_shown_and_the_next_start_brings_it_back(string service, string line, string verb, string shown)
    {
        await cluster.IsWholeAsync();
        (await Programs.RunAsync(["docker", verb, cluster.Container(service)])).Exits(0);

        var status = await cluster.StatusAsync();
        Assert.Equal(shown, Assert.Single(status.Services, entry => entry.Name == line).State);

        (await cluster.RunAsync("Up")).Exits(0);
        await cluster.IsWholeAsync();
    }

    [ClusterFact]
    public async Task A_lost_pool_does_not_answer_and_the_next_start_brings_it_back()
    {
        await cluster.IsWholeAsync();
        (await Programs.RunAsync(["docker", "stop", cluster.Container("pgbouncer-rw")])).Exits(0);

        Assert.Equal("no answer", Assert.Single((await cluster.StatusAsync()).Pools, pool => pool.Name == "pgbouncer-rw").State);

        (await cluster.RunAsync("Up")).Exits(0).Says("pgbouncer-rw started");
        await cluster.IsWholeAsync();
    }

    [ClusterFact]
    public async Task A_replica_that_is_cut_off_is_shown_so_and_follows_again()
    {
        await cluster.IsWholeAsync();
        var replica = await cluster.ReplicaAsync();
        string[] networks = [$"{cluster.Project}_internal", $"{cluster.Project}_published"];
        foreach (var network in networks)
            (await Programs.RunAsync(["docker", "network", "disconnect", network, cluster.Container(replica)])).Exits(0);
        try
        {
            Assert.Equal("cut off", Assert.Single((await cluster.StatusAsync()).Members, member => member.Name == replica).State);
        }
        finally
        {
            foreach (var network in networks)
                (await Programs.RunAsync(["docker", "network", "connect", "--alias", replica, network, cluster.Container(replica)])).Exits(0);
        }
        await cluster.IsWholeAsync();
    }
}
