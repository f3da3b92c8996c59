using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Processes;

namespace Sagaz.Integration.Tests;

/// <summary>What is killed comes back without the build.</summary>
[Collection(SharedClusterGroup.Name)]
public class SupervisionTests(SharedCluster shared)
{
    private const int KillSignal = 9;

    [ClusterTheory]
    [InlineData("etcd")]
    [InlineData("haproxy")]
    [InlineData("pgbouncer-rw")]
    [InlineData("pgbouncer-ro")]
    [InlineData("postgres-0")]
    [InlineData("postgres-1")]
    public async Task A_killed_service_is_started_again_and_the_cluster_is_whole(string service)
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var killed = cluster.ProcessId(service);

        Assert.True(new RunningProcess(killed, []).Send(KillSignal));

        await Eventually.HoldsAsync($"{service} runs again", Deadlines.Healed, () => Task.FromResult(
            cluster.ProcessId(service) is var now && now != 0 && now != killed ? null : $"process {now}, killed {killed}"));
        await cluster.IsWholeAsync();
    }

    [ClusterFact]
    public async Task A_killed_server_of_the_replica_is_started_again()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var (leader, replica) = (await cluster.LeaderAsync(), await cluster.ReplicaAsync());
        var killed = cluster.Postmaster(replica);

        Assert.True(new RunningProcess(killed, []).Send(KillSignal));

        await Eventually.HoldsAsync($"the server of {replica} runs again", Deadlines.Healed, () => Task.FromResult(
            cluster.Postmaster(replica) is var now && now != 0 && now != killed ? null : $"process {now}, killed {killed}"));
        await cluster.IsWholeAsync();
        Assert.Equal(leader, await cluster.LeaderAsync());
    }
}
