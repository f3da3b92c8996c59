using Sagaz.Core.Gates;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests;

/// <summary>The proof that replication works, and the report of it.</summary>
[Collection(SharedClusterGroup.Name)]
public class VerifyReplicationTests(SharedCluster shared)
{
    private static readonly string[] Gates =
    [
        "exactly-one-leader", "replica-count", "replicas-in-recovery", "replicas-streaming", "replicas-on-leader-timeline", "replica-slots-active",
        "replay-lag-bytes", "synchronous-standbys", "synchronous-commit", "synchronous-commit-lowered", "recovery-point",
        "canary-committed", "canary-on-replicas", "canary-through-read-only-pool", "replication-lag-p99", "canary-left-nothing",
        "read-write-pool-on-leader", "read-only-pool-on-replicas",
    ];

    [ClusterFact]
    public async Task Passes_every_gate_on_a_whole_cluster_and_reports_them()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();

        (await cluster.RunAsync("VerifyReplication", "--samples", "25")).Exits(0);

        var report = cluster.ReadReport();
        Assert.Equal(["VerifyReplication"], report.Run.Targets);
        Assert.Equal((0, "local", cluster.Runtime), (report.Run.ExitCode, report.Run.Environment, report.Run.Runtime));
        Assert.Equal(Gates.Order(), report.Gates.Results.Select(gate => gate.Id).Order());
        Assert.All(report.Gates.Results, gate => Assert.Equal(Verdict.Pass, gate.Verdict));
    }

    [ClusterFact]
    public async Task Measures_the_lag_of_every_observer_in_time_and_bytes()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();

        (await cluster.RunAsync("VerifyReplication", "--samples", "25")).Exits(0);

        var measured = cluster.ReadReport().Measurements.All.Select(measurement => measurement.Path).ToHashSet();
        var replica = await cluster.ReplicaAsync();
        foreach (var observer in new[] { replica, "pgbouncer-ro" })
        {
            foreach (var figure in new[] { "p50", "p95", "p99", "max" })
                Assert.Contains($"replication.{observer}.lagMs.{figure}", measured);
        }
        Assert.Contains($"replication.{replica}.lagBytes.max", measured);
    }

    [ClusterFact]
    public async Task Refuses_a_cluster_without_its_replica_and_says_which_gates_failed()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var replica = await cluster.ReplicaAsync();
        await cluster.ControlAsync("down", replica);
        try
        {
            (await cluster.RunAsync("VerifyReplication", "--samples", "10")).Exits(2).Says("'replica-count' failed");

            var report = cluster.ReadReport();
            Assert.Equal(2, report.Run.ExitCode);
            Assert.Equal(Verdict.Fail, report.Gates.Results.Single(gate => gate.Id == "replica-count").Verdict);
            Assert.DoesNotContain(report.Gates.Results, gate => gate.Id == "canary-on-replicas" && gate.Verdict == Verdict.Pass);
        }
        finally
        {
            await cluster.ControlAsync("up", replica);
        }
        await cluster.IsWholeAsync();
        (await cluster.RunAsync("VerifyReplication", "--samples", "10")).Exits(0);
    }

    [ClusterFact]
    public async Task Leaves_nothing_of_the_canary_in_the_database()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        const string schemas = "SELECT string_agg(nspname, ',' ORDER BY nspname) FROM pg_namespace";
        var before = await cluster.AskAsync(schemas);

        (await cluster.RunAsync("VerifyReplication", "--samples", "10")).Exits(0);

        Assert.Equal(before, await cluster.AskAsync(schemas));
    }
}
