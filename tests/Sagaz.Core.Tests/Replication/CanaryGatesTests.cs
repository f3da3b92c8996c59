using Sagaz.Core.Gates;
using Sagaz.Core.Replication;
using static Sagaz.Core.Tests.Replication.ReplicationScene;

namespace Sagaz.Core.Tests.Replication;

public class CanaryGatesTests
{
    [Fact]
    public void Refuses_a_row_that_was_not_committed()
    {
        var gate = With(canary => canary with { Committed = 199, WriteFailure = "row 200 was refused" }).Judge("canary-committed");
        Assert.Equal((Verdict.Fail, (GateValue)199, "row 200 was refused"), (gate.Verdict, gate.Measured, gate.Detail));
    }

    [Fact]
    public void Refuses_when_one_replica_missed_one_row()
    {
        var scene = With(canary => canary with { Replicas = [Reading("postgres-1"), Reading("postgres-2", seen: 199)] });
        Assert.Equal(Verdict.Fail, scene.Judge("canary-on-replicas").Verdict);
        Assert.Equal(Verdict.NotRun, scene.Judge("replication-lag-p99").Verdict);
        Assert.Contains("postgres-2: 199 (the deadline passed)", scene.Judge("canary-on-replicas").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_when_a_replica_was_not_read_at_all()
    {
        var scene = With(canary => canary with { Replicas = [Reading("postgres-1")] });
        Assert.Equal((GateValue)0, scene.Judge("canary-on-replicas").Measured);
        Assert.Equal(Verdict.Fail, scene.Judge("canary-on-replicas").Verdict);
        Assert.Equal(Verdict.NotRun, scene.Judge("replication-lag-p99").Verdict);
    }

    [Theory]
    [InlineData(199)]
    [InlineData(0)]
    public void Refuses_when_the_read_only_pool_missed_a_row(int seen) =>
        With(canary => canary with { ReadOnlyPool = [Reading("pgbouncer-ro", seen)] })
            .Refuses(Verdict.Fail, "canary-through-read-only-pool");

    [Fact]
    public void Refuses_when_the_read_only_pool_was_not_read() =>
        With(canary => canary with { ReadOnlyPool = [] }).Refuses(Verdict.Fail, "canary-through-read-only-pool");

    [Theory]
    [InlineData(4999.9, Verdict.Pass)]
    [InlineData(5000, Verdict.Fail)]
    [InlineData(7000, Verdict.Fail)]
    public void Lag_stays_below_its_limit_on_the_worst_replica(double lag, Verdict verdict) =>
        Assert.Equal(
            verdict,
            With(canary => canary with { Replicas = [Reading("postgres-1"), Reading("postgres-2", lag: lag)] })
                .Judge("replication-lag-p99").Verdict);

    [Fact]
    public void Lag_past_its_limit_fails_even_when_rows_are_missing() =>
        Assert.Equal(
            Verdict.Fail,
            With(canary => canary with { Replicas = [Reading("postgres-1"), Reading("postgres-2", seen: 20, lag: 6000)] })
                .Judge("replication-lag-p99").Verdict);

    [Fact]
    public void Refuses_what_was_left_behind() =>
        With(canary => canary with { LeftBehind = ["schema sagaz_canary_20251230t120311_a1b2c3 on postgres-0"] })
            .Refuses(Verdict.Fail, "canary-left-nothing");

    [Fact]
    public void What_earlier_runs_left_and_this_one_removed_is_no_fault() =>
        Assert.Equal(
            Verdict.Pass,
            With(canary => canary with { RemovedLeftovers = ["sagaz_canary_20251230t120311_a1b2c3"] }).Judge().Verdict);

    private static ReplicationScene With(Func<CanaryResult, CanaryResult> change)
    {
        var sound = Sound(2);
        return sound with { Canary = change(sound.Canary) };
    }
}
