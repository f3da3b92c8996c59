using Sagaz.Core.Gates;
using Sagaz.Core.Replication;

namespace Sagaz.Core.Tests.Replication;

public class ReplicationGatesTests
{
    private static readonly string[] ReplicaGates =
    [
        "replicas-in-recovery", "replicas-streaming", "replicas-on-leader-timeline", "replica-slots-active",
        "replay-lag-bytes", "synchronous-standbys", "synchronous-commit", "synchronous-commit-lowered", "recovery-point",
        "canary-on-replicas", "replication-lag-p99", "read-only-pool-on-replicas",
    ];

    private static readonly string[] GatesWithoutReplicas =
    [
        "exactly-one-leader", "replica-count", "canary-committed", "canary-through-read-only-pool",
        "canary-left-nothing", "read-write-pool-on-leader",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Passes_a_sound_cluster_by_every_gate(int replicas)
    {
        var report = ReplicationScene.Sound(replicas).Judge();
        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.Equal(GatesWithoutReplicas.Concat(ReplicaGates).Order(), report.Results.Select(gate => gate.Id).Order());
    }

    [Fact]
    public void Leaves_out_what_needs_a_replica_where_none_is_expected()
    {
        var report = ReplicationScene.Sound(0).Judge();
        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.Equal(GatesWithoutReplicas.Order(), report.Results.Select(gate => gate.Id).Order());
    }

    [Fact]
    public void Refuses_a_replica_where_none_is_expected()
    {
        var sound = ReplicationScene.Sound(1);
        var scene = sound with { Expectation = sound.Expectation with { Replicas = 0 } };
        scene.Refuses(Verdict.Fail, "replica-count");
    }

    [Fact]
    public void Every_gate_names_its_source_and_has_its_own_id()
    {
        var results = ReplicationScene.Sound(2).Judge().Results;
        Assert.All(results, gate => Assert.NotEmpty(gate.Source));
        Assert.All(results, gate => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", gate.Id));
        Assert.Distinct(results.Select(gate => gate.Id));
    }

    [Fact]
    public void Judges_nothing_by_a_leader_that_is_not_there()
    {
        var scene = ReplicationScene.Sound(1)
            .WithMembers(ReplicationScene.Replica(0), ReplicationScene.Replica(1))
            .WithLinks() with
        { Canary = CanaryResult.NotRun(200, "no leader") };
        Assert.Equal(Verdict.Fail, scene.Judge("exactly-one-leader").Verdict);
        Assert.All(
            ["replica-count", "replicas-streaming", "replicas-on-leader-timeline", "replica-slots-active",
                "replay-lag-bytes", "synchronous-standbys", "canary-committed", "canary-on-replicas",
                "canary-through-read-only-pool", "replication-lag-p99", "canary-left-nothing"],
            id => Assert.Equal(Verdict.NotRun, scene.Judge(id).Verdict));
    }

    [Fact]
    public void A_canary_that_did_not_run_passes_nothing_even_without_replicas()
    {
        var scene = ReplicationScene.Sound(0) with { Canary = CanaryResult.NotRun(200, "pgbouncer-rw did not answer") };
        scene.Refuses(Verdict.NotRun, "canary-committed", "canary-through-read-only-pool", "canary-left-nothing");
        Assert.Equal("pgbouncer-rw did not answer", scene.Judge("canary-committed").Detail);
    }
}
