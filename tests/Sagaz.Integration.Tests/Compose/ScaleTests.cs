using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>Members come and go while clients work.</summary>
[OnCompose, Collection(SharedComposeGroup.Name)]
public sealed class ScaleTests(SharedComposeCluster shared)
{
    private readonly TestCluster cluster = shared.Cluster;

    [ClusterFact]
    public async Task Up_and_down_again_without_an_error_at_the_pools_and_without_leftovers()
    {
        await cluster.IsWholeAsync();
        using var end = new CancellationTokenSource();
        var writes = WorkAsync(cluster.At(6432, Account.Application), "INSERT INTO saga_executions (saga_name, status) VALUES ('scaled', 'SUCCESS')", end.Token);
        var reads = WorkAsync(cluster.At(6433, Account.ReadOnly), "SELECT count(*) FROM saga_executions WHERE saga_name = 'scaled'", end.Token);

        (await cluster.RunAsync("Scale", "--replicas", "2")).Exits(0).Says("3 members");
        Assert.Equal(3, (await cluster.StatusAsync()).Members.Count);
        (await cluster.RunAsync("Scale", "--replicas", "1", "--purge")).Exits(3).Says("--yes");
        (await cluster.RunAsync("Scale", "--replicas", "1", "--purge", "--yes", "--drain-seconds", "5")).Exits(0);

        await end.CancelAsync();
        Assert.True(await writes > 0);
        Assert.True(await reads > 0);
        Assert.Equal(2, (await cluster.StatusAsync()).Members.Count);
        Assert.Equal(0L, await cluster.AskAsync("SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'postgres_2'"));
        Assert.Equal("", Containers.Docker("volume", "ls", "--quiet", "--filter", $"name={cluster.Project}_postgres-2"));
        await cluster.IsWholeAsync();
    }

    /// <summary>One statement after another, each on a new connection; the first error fails.</summary>
    private static async Task<int> WorkAsync(PostgresEndpoint pool, string sql, CancellationToken end)
    {
        var count = 0;
        await using var source = pool.CreateDataSource(connectTimeout: TimeSpan.FromSeconds(30), commandTimeout: TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!end.IsCancellationRequested)
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
            count++;
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
        return count;
    }
}
