using Sagaz.Core.Failover;
using Sagaz.Core.Gates;

namespace Sagaz.Core.Tests.Failover;

public sealed class FailoverGatesTests
{
    private static readonly FailoverScenario Killed = FailoverScenarios.All.Single(scenario => scenario.Name == "postmaster-killed");
    private static readonly FailoverScenario ReplicaKilled = FailoverScenarios.All.Single(scenario => scenario.Name == "replica-killed");
    private static readonly OutagePrediction FourSeconds = new([new OutagePart("all", TimeSpan.FromSeconds(4))]);

    // The median is held against the limit, the worst round against the prediction.
    [Theory]
    [InlineData(new[] { 1.0, 2.9, 3.9 }, "")]
    [InlineData(new[] { 1.0, 3.1, 3.9 }, "failover-postmaster-killed-limit")]
    [InlineData(new[] { 1.0, 1.0, 4.1 }, "failover-postmaster-killed-predicted")]
    [InlineData(new[] { 2.0, 4.1 }, "failover-postmaster-killed-predicted failover-postmaster-killed-limit")]
    public void Rounds_are_judged_by_prediction_and_limit(double[] outages, string refused)
    {
        var report = FailoverGates.Judge([.. outages.Select(outage => Round(Killed, outage))], FourSeconds, TimeSpan.FromSeconds(3));

        Assert.Equal(refused, string.Join(' ', report.Refused.Select(gate => gate.Id)));
    }

    [Theory]
    [InlineData(0, Verdict.Pass)]
    [InlineData(1, Verdict.Fail)]
    public void An_error_counts_where_writers_must_get_none(int errors, Verdict expected)
    {
        var round = Round(ReplicaKilled, 0.1) with { WriterFailures = [.. Enumerable.Repeat("57P01 gone", errors)] };

        Assert.Equal(expected, FailoverGates.Judge([round], FourSeconds, null).Verdict);
    }

    [Fact]
    public void The_table_has_a_line_for_each_round_and_tells_what_did_not_happen()
    {
        var clock = new Clockwork { Ttl = TimeSpan.FromSeconds(10), LoopWait = TimeSpan.FromSeconds(1), RetryTimeout = TimeSpan.FromSeconds(4), SupervisorRestart = TimeSpan.FromSeconds(1) };

        var lines = FailoverTable.Render([Round(Killed, 1.5), Round(ReplicaKilled, 0.25)], clock, _ => null);

        Assert.Equal(3, lines.Count);
        Assert.Contains("1.50", lines[1], StringComparison.Ordinal);
        Assert.Contains(" - ", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 3.0 }, 3)]
    [InlineData(new[] { 9.0, 1, 2 }, 2)]
    [InlineData(new[] { 4.0, 1, 2, 9 }, 3)]
    public void The_median_is_in_the_middle(double[] values, double expected)
    {
        Assert.Equal(expected, FailoverGates.Median(values));
    }

    private static FailoverRound Round(FailoverScenario scenario, double outage) => new()
    {
        Scenario = scenario,
        Target = "postgres-0",
        Phases = new FailoverPhases(),
        WriterOutage = TimeSpan.FromSeconds(outage),
        WriteServiceOutage = TimeSpan.FromSeconds(outage),
        ReaderOutage = TimeSpan.Zero,
        WriterFailures = [],
        Redundancy = TimeSpan.Zero,
        LossLimit = 0,
    };
}
