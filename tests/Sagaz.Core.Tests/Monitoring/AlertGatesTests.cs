using Sagaz.Core.Gates;
using Sagaz.Core.Monitoring;

namespace Sagaz.Core.Tests.Monitoring;

public sealed class AlertGatesTests
{
    private static readonly AlertTrial InTime = new()
    {
        Scenario = "stopped-pool",
        Alert = new ExpectedAlert("PoolDown", "pool", "pgbouncer-ro"),
        FireLimit = TimeSpan.FromSeconds(30),
        FiredAfter = TimeSpan.FromSeconds(30),
        ResolveLimit = TimeSpan.FromSeconds(15),
        ResolvedAfter = TimeSpan.FromSeconds(15),
    };

    [Fact]
    public void An_alert_that_comes_and_goes_in_time_passes_both_gates()
    {
        var report = AlertGates.Judge([InTime]);

        Assert.Equal(["alert-stopped-pool-pooldown-fires", "alert-stopped-pool-pooldown-resolves"], report.Results.Select(gate => gate.Id));
        Assert.Equal(Verdict.Pass, report.Verdict);
    }

    [Fact]
    public void An_alert_that_comes_late_fails_with_how_late_it_was()
    {
        var report = AlertGates.Judge([InTime with { FiredAfter = TimeSpan.FromSeconds(30.1) }]);

        Assert.Equal([Verdict.Fail, Verdict.Pass], report.Results.Select(gate => gate.Verdict));
        Assert.Equal(30.1, report.Results[0].Measured.Number);
    }

    [Fact]
    public void An_alert_that_never_comes_fails_and_its_going_did_not_run()
    {
        var report = AlertGates.Judge([InTime with { FiredAfter = null }]);

        Assert.Equal([Verdict.Fail, Verdict.NotRun], report.Results.Select(gate => gate.Verdict));
        Assert.Contains("measured never, limit 30 s.", report.Results[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alert_that_stays_fails()
    {
        var report = AlertGates.Judge([InTime with { ResolvedAfter = null }]);

        Assert.Equal([Verdict.Pass, Verdict.Fail], report.Results.Select(gate => gate.Verdict));
    }

    [Fact]
    public void A_trial_that_was_not_held_counts_as_neither()
    {
        var report = AlertGates.Judge([InTime with { NotHeld = "PoolDown fired before anything was broken." }]);

        Assert.All(report.Results, gate => Assert.Equal((Verdict.NotRun, "PoolDown fired before anything was broken."), (gate.Verdict, gate.Detail)));
    }

    [Theory]
    [InlineData("PoolDown", "pgbouncer-ro", true)]
    [InlineData("PoolDown", "pgbouncer-rw", false)]
    [InlineData("PoolDown", null, false)]
    [InlineData("PoolSaturated", "pgbouncer-ro", false)]
    public void An_alert_is_the_expected_one_by_its_name_and_the_labels_that_matter(string name, string? pool, bool matches)
    {
        var labels = new Dictionary<string, string> { ["alertname"] = name, ["cluster"] = "sagaz" };
        if (pool is not null)
            labels["pool"] = pool;

        Assert.Equal(matches, InTime.Alert.Matches(labels));
    }
}
