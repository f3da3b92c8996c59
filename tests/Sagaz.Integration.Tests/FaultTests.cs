using Sagaz.Core.Gates;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Ledger;

namespace Sagaz.Integration.Tests;

/// <summary>Faults under the ledger's load, and what becomes of them when the run that broke something is killed.</summary>
[Collection(SharedClusterGroup.Name)]
public sealed class FaultTests(SharedCluster shared)
{
    [ClusterFact]
    public async Task A_killed_leader_costs_no_acknowledged_row_and_the_report_tells_the_phases()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var leader = await cluster.LeaderAsync();

        var run = await cluster.RunAsync("VerifyFailover", "--scenario", "postmaster-killed");

        // How long it took on this machine now is the gate's business; what was kept is the test's.
        Assert.True(run.ExitCode is 0 or 2, $"{run.ExitCode}: {string.Join('\n', run.Lines)}");
        await cluster.IsWholeAsync();
        Assert.NotEqual(leader, await cluster.LeaderAsync());
        var report = cluster.ReadReport();
        Assert.All(report.Gates.Results.Where(gate => gate.Id.StartsWith("ledger-", StringComparison.Ordinal)), gate => Assert.Equal(Verdict.Pass, gate.Verdict));
        Assert.True(Value("acknowledgedRows") > 0);
        Assert.True(Value("detectS") > 0);
        Assert.Equal(0L, await cluster.AskAsync("SELECT count(*) FROM saga_outbox WHERE aggregate_type LIKE 'ledger-%-postmaster-killed'"));

        double Value(string name) => report.Measurements.All.Single(measurement => measurement.Path == $"failover.postmaster-killed.{name}").Values[0];
    }

    [ClusterFact]
    public async Task A_killed_run_leaves_its_ledger_and_neither_a_fault_nor_a_row()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var store = cluster.ProcessId("etcd");
        using (var run = cluster.Start("VerifyFailover", "--scenario", "store-frozen"))
        {
            await Eventually.HoldsAsync("the store is frozen", Deadlines.Build, () => Task.FromResult(FaultSigns.IsStopped(store) ? null : "it runs"));
            run.Kill();
            await run.EndAsync(Deadlines.Program);
        }
        var ledger = Directory.GetFiles(Path.Combine(cluster.State, "ledgers"), "*-store-frozen").MaxBy(File.GetLastWriteTimeUtc)!;
        Assert.NotEmpty(await AckLedger.ReadAsync(ledger, CancellationToken.None));

        await Eventually.HoldsAsync("the guard has healed", Deadlines.Healed, () =>
            Task.FromResult(FaultSigns.IsStopped(store) || FaultRemains.Records(cluster).Length > 0 ? "the store is frozen, or on record" : null));
        await cluster.IsWholeAsync();
        await Eventually.HoldsAsync("its rows are gone", Deadlines.Healed, async () =>
            await cluster.AskAsync("SELECT (SELECT count(*) FROM saga_outbox WHERE aggregate_type LIKE 'ledger-%') + (SELECT count(*) FROM sagas WHERE saga_name LIKE 'ledger-%')") is 0L
                ? null
                : "there are rows");
        Assert.False(File.Exists(ledger + ".rows"));
    }

    [ClusterFact]
    public async Task An_unknown_scenario_is_refused_with_the_nearest_name()
    {
        (await shared.Cluster.RunAsync("VerifyFailover", "--scenario", "postmaster-kiled")).Exits(3).Says("did you mean 'postmaster-killed'");
    }
}
