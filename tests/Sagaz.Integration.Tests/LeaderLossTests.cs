using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests;

/// <summary>The leader's server dies under load.</summary>
[Collection(SharedClusterGroup.Name)]
public class LeaderLossTests(SharedCluster shared)
{
    private const int KillSignal = 9;
    private const int Rows = 200;
    private const int RowsBeforeTheLoss = 50;

    [ClusterFact]
    public async Task The_cluster_heals_within_a_minute_and_loses_no_acknowledged_row()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        await cluster.AskAsync("CREATE TABLE acknowledged (id int PRIMARY KEY)");
        await cluster.AskAsync($"GRANT INSERT ON acknowledged TO {Account.Application}");
        var leader = await cluster.LeaderAsync();
        try
        {
            var acknowledged = await InsertAsync(cluster, onRow: id =>
            {
                if (id == RowsBeforeTheLoss)
                    Assert.True(new RunningProcess(cluster.Postmaster(leader), []).Send(KillSignal));
            });

            Assert.Equal(Rows, acknowledged.Count);
            await cluster.IsWholeAsync();
            Assert.NotEqual(leader, await cluster.LeaderAsync());
            (await cluster.RunAsync("VerifyReplication", "--samples", "20")).Exits(0);
            var kept = (int[])(await cluster.AskAsync("SELECT array_agg(id ORDER BY id) FROM acknowledged"))!;
            Assert.Empty(acknowledged.Except(kept));
        }
        finally
        {
            await cluster.AskAsync("DROP TABLE acknowledged");
        }
    }

    /// <summary>Writes rows one by one through the write pool, each as often as it takes.</summary>
    private static async Task<IReadOnlyList<int>> InsertAsync(TestCluster cluster, Action<int> onRow)
    {
        await using var source = cluster.At(6432, Account.Application).CreateDataSource(commandTimeout: TimeSpan.FromSeconds(5));
        var acknowledged = new List<int>();
        for (var id = 1; id <= Rows; id++)
        {
            onRow(id);
            await Eventually.HoldsAsync($"row {id} is written", Deadlines.Healed, async () =>
            {
                try
                {
                    await using var insert = source.CreateCommand($"INSERT INTO acknowledged VALUES ({id}) ON CONFLICT DO NOTHING");
                    await insert.ExecuteNonQueryAsync();
                    return null;
                }
                catch (Exception error) when (TestCluster.IsLostConnection(error))
                {
                    return error.Message;
                }
            });
            acknowledged.Add(id);
        }
        return acknowledged;
    }
}
