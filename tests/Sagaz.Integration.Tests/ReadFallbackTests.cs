using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests;

/// <summary>Where readers are while there is no replica, and afterwards.</summary>
[Collection(SharedClusterGroup.Name)]
public sealed class ReadFallbackTests(SharedCluster shared)
{
    private const string InRecovery = "SELECT pg_is_in_recovery()";

    [ClusterFact]
    public async Task Readers_find_the_leader_while_no_replica_is_there_and_do_not_stay_with_it()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var replica = await cluster.ReplicaAsync();
        await cluster.ControlAsync("down", replica);
        try
        {
            await Eventually.HoldsAsync("readers are served by the leader", Deadlines.Healed, () => ReadAsync(cluster, expected: false));
        }
        finally
        {
            await cluster.ControlAsync("up", replica);
        }
        await cluster.IsWholeAsync();

        // The same account as before, whose connections the pool had kept open to the leader.
        await Eventually.HoldsAsync("readers are served by the replica", Deadlines.Healed, () => ReadAsync(cluster, expected: true));
    }

    private static async Task<string?> ReadAsync(TestCluster cluster, bool expected)
    {
        try
        {
            return await TestCluster.AskAsync(cluster.At(6433, Account.ReadOnly), InRecovery) is bool answer && answer == expected ? null : "they are not";
        }
        catch (Exception error) when (TestCluster.IsLostConnection(error))
        {
            return error.Message;
        }
    }
}
