using Sagaz.Core.Gates;
using Sagaz.Core.Load;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Tests.Load;

public sealed class LoadGatesTests
{
    private static readonly TopologyLimits Limits = TopologyFile.Parse(RepositoryFile.Text("deploy", "topology.json"), "topology.json").Resolve("local").Limits;

    public static TheoryData<string, LoadStage> Failing { get; } = new()
    {
        { "saga-write-p99", Stages.Well with { Writes = Stages.Figures(3, 50.1) } },
        { "outbox-age-p99", Stages.Well with { Server = Stages.Well.Server with { OutboxAge = Stages.Figures(3, 1001) } } },
        { "analytics-p95", Stages.Well with { Reads = Stages.Figures(3, 201) } },
        { "replication-lag-p99", Stages.Well with { Server = Stages.Well.Server with { Lag = Stages.Figures(3, 5001) } } },
        { "load-errors", Stages.Well with { Errors = new Dictionary<string, long> { ["23505"] = 2 } } },
        { "load-skipped", Stages.Well with { Skipped = 2 } },
        { "partition-maintenance", Stages.Well with { Operations = [Stages.Well.Operations[0] with { End = 14 }] } },
        { "during-maintain-partitions-p99", Stages.Well with { Operations = [Stages.Well.Operations[0] with { Writes = Stages.Figures(3, 501) }] } },
        { "during-maintain-partitions-errors", Stages.Well with { Errors = new Dictionary<string, long> { ["57P01"] = 2 }, Operations = [Stages.Well.Operations[0] with { WriteErrors = 1, ReadErrors = 1 }] } },
        { "during-maintain-partitions-done", Stages.Well with { Operations = [Stages.Well.Operations[0] with { Failure = "it broke" }] } },
    };

    [Fact]
    public void All_pass_when_all_is_well()
    {
        var gates = LoadGates.Judge(Stages.Well, Limits, 1);

        Assert.Equal(Verdict.Pass, gates.Verdict);
        Assert.Equal(Failing.Select(row => (string)row[0]).Order(), gates.Results.Select(gate => gate.Id).Order());
    }

    [Theory]
    [MemberData(nameof(Failing))]
    public void Each_fails_alone_when_its_own_limit_is_passed(string id, LoadStage stage)
    {
        Assert.Equal([id], LoadGates.Judge(stage, Limits, 1).Refused.Select(gate => gate.Id));
    }

    [Fact]
    public void What_was_not_measured_does_not_pass()
    {
        var nothing = Stages.Well with { Writes = LatencyFigures.Empty, Reads = LatencyFigures.Empty, Server = new ServerTruth() };

        Assert.Equal(
            ["analytics-p95", "outbox-age-p99", "replication-lag-p99", "saga-write-p99"],
            LoadGates.Judge(nothing, Limits, 1).Refused.Where(gate => gate.Verdict == Verdict.NotRun).Select(gate => gate.Id).Order());
    }

    [Fact]
    public void A_closed_loop_is_not_judged_by_its_latency()
    {
        var closed = Stages.Well with { Arrivals = LoadArrivals.Closed, Writes = Stages.Figures(500, 900), Reads = Stages.Figures(500, 900) };

        Assert.Equal(Verdict.Pass, LoadGates.Judge(closed, Limits, 1).Verdict);
    }

    [Theory]
    [InlineData(1.1, 0.5, "pool-overhead-p50")]
    [InlineData(0.2, 1.1, "pool-overhead-p99")]
    public void A_slow_pool_fails_its_own_gate(double p50, double p99, string id)
    {
        PoolOverhead Adds(double median, double tail) => Overhead((median, tail), (median, tail), (median, tail));

        Assert.Equal([id], LoadGates.JudgeOverhead(Adds(p50, p99), Limits.Load).Refused.Select(gate => gate.Id));
        Assert.Equal(Verdict.Pass, LoadGates.JudgeOverhead(Adds(0.9, 0.9), Limits.Load).Verdict);
        // One bad moment of the machine is none of the pool.
        Assert.Equal(Verdict.Pass, LoadGates.JudgeOverhead(Overhead((0.1, 0.2), (0.1, 40), (0.1, 0.3)), Limits.Load).Verdict);
    }

    [Fact]
    public void A_sick_queue_fails_by_what_makes_it_sick()
    {
        var limits = Limits.Load.Poison;
        string[] Refused(LoadStage stage) => [.. LoadGates.JudgePoison(stage, limits).Refused.Select(gate => gate.Id)];

        Assert.Empty(Refused(Stages.Well));
        Assert.Equal(["poison-claim-p99"], Refused(Stages.Well with { Claims = Stages.Figures(3, 501) }));
        Assert.Equal(["poison-dead-rows"], Refused(Stages.Well with { Server = Stages.Well.Server with { DeadRows = limits.DeadRows + 1 } }));
        Assert.Equal(["poison-snapshot-age"], Refused(Stages.Well with { Server = Stages.Well.Server with { SnapshotAge = limits.SnapshotAge + 1 } }));
    }

    private static PoolOverhead Overhead(params (double P50, double P99)[] added) => PoolOverhead.Of(
        Stages.Figures(0.1, 3), Stages.Figures(0.2, 3), [.. added.Select(block => (Stages.Figures(0.1, 3), Stages.Figures(0.1 + block.P50, 3 + block.P99)))]);
}
