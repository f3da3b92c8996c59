using Npgsql;
using Sagaz.Core.Gates;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests;

/// <summary>The lead changes hands on purpose, and the write pool never stays paused.</summary>
[Collection(SharedClusterGroup.Name)]
public class SwitchoverTests(SharedCluster shared)
{
    [ClusterFact]
    public async Task The_lead_is_handed_over_and_no_writer_gets_an_error()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var (leader, replica) = (await cluster.LeaderAsync(), await cluster.ReplicaAsync());

        var run = await cluster.RunAsync("Switchover", "--to", replica);

        // How long it took on this machine now is the gate's business.
        Assert.True(run.ExitCode is 0 or 2, $"{run.ExitCode}: {string.Join('\n', run.Lines)}");
        run.Says($"{leader} hands the lead to {replica}");
        await cluster.IsWholeAsync();
        Assert.Equal(replica, await cluster.LeaderAsync());
        var report = cluster.ReadReport();
        var errors = report.Gates.Results.Single(gate => gate.Id == "switchover-errors");
        Assert.True(errors.Verdict == Verdict.Pass, string.Join('\n', run.Lines));
        Assert.True(report.Measurements.All.Single(measurement => measurement.Path == "switchover.writerStallS").Values[0] > 0);
        Assert.Empty(Directory.GetFiles(Path.Combine(cluster.State, "paused")));
    }

    [ClusterFact]
    public async Task Who_cannot_lead_is_refused_before_anything_happens()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var leader = await cluster.LeaderAsync();

        (await cluster.RunAsync("Switchover", "--to", leader)).Exits(3).Says($"{leader} leads already");
        (await cluster.RunAsync("Switchover", "--to", "postgers-1")).Exits(3).Says("did you mean 'postgres-1'?");
        (await cluster.RunAsync("Switchover", "--at", "later")).Exits(3).Says("'later' is no time");
        (await cluster.RunAsync("Failover", "--to", await cluster.ReplicaAsync(), "--yes")).Exits(3).Says($"{leader} leads and takes writes", "Switchover");
    }

    [ClusterFact]
    public async Task A_transaction_that_does_not_end_calls_it_off_and_the_pool_serves_again()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var leader = await cluster.LeaderAsync();
        await using var source = cluster.At(6432, Account.Application).CreateDataSource();
        await using var held = await HoldAsync(source);

        (await cluster.RunAsync("Switchover")).Exits(4).Says("did not end within 3 s");

        await held.DisposeAsync();
        Assert.Equal(1, await TestCluster.AskAsync(cluster.At(6432, Account.Application), "SELECT 1"));
        Assert.Equal(leader, await cluster.LeaderAsync());
    }

    [ClusterFact]
    public async Task A_pool_that_a_killed_run_left_paused_serves_again_by_itself()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var marks = Path.Combine(cluster.State, "paused");
        await using var source = cluster.At(6432, Account.Application).CreateDataSource();
        // While it is open, the run is held at the pause.
        await using var held = await HoldAsync(source);
        using (var run = cluster.Start("Switchover"))
        {
            await Eventually.HoldsAsync("the pool is paused", Deadlines.Build, async () => await PoolConsole.IsPausedAsync(cluster) ? null : "it serves");
            run.Kill();
            Assert.NotEqual(0, (await run.EndAsync(Deadlines.Program)).ExitCode);
        }

        await Eventually.HoldsAsync("the pool serves", Deadlines.Program, async () => await PoolConsole.IsPausedAsync(cluster) ? "it is paused" : null);
        Assert.Empty(Directory.GetFiles(marks));
    }

    [ClusterFact]
    public async Task Up_lets_a_paused_pool_serve_again()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        await PoolConsole.TellAsync(cluster, "PAUSE sagaz;");

        (await cluster.RunAsync("Up")).Exits(0).Says("pgbouncer-rw resumed");

        Assert.False(await PoolConsole.IsPausedAsync(cluster));
    }

    private static async Task<NpgsqlConnection> HoldAsync(NpgsqlDataSource source)
    {
        var connection = await source.OpenConnectionAsync();
        await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        await command.ExecuteScalarAsync();
        return connection;
    }
}
