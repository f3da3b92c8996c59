using Sagaz.Core.Gates;

namespace Sagaz.Core.Tests.Gates;

public sealed class GateTests
{
    private static readonly Gate Lag = new("replication-lag", "Replicas keep up", "pg_stat_replication", "ms");

    [Theory]
    [InlineData(4.9, 5, Verdict.Pass)]
    [InlineData(5, 5, Verdict.Pass)]
    [InlineData(5.1, 5, Verdict.Fail)]
    [InlineData(double.NaN, 5, Verdict.Fail)]
    [InlineData(1, double.NaN, Verdict.Fail)]
    [InlineData(double.NegativeInfinity, 5, Verdict.Pass)]
    [InlineData(double.PositiveInfinity, 5, Verdict.Fail)]
    public void At_most(double measured, double limit, Verdict verdict)
    {
        Assert.Equal(verdict, Lag.AtMost(measured, limit).Verdict);
    }

    [Theory]
    [InlineData(4.9, 5, Verdict.Pass)]
    [InlineData(5, 5, Verdict.Fail)]
    [InlineData(5.1, 5, Verdict.Fail)]
    [InlineData(double.NaN, 5, Verdict.Fail)]
    public void Below(double measured, double limit, Verdict verdict)
    {
        Assert.Equal(verdict, Lag.Below(measured, limit).Verdict);
    }

    [Theory]
    [InlineData(4.9, 5, Verdict.Fail)]
    [InlineData(5, 5, Verdict.Pass)]
    [InlineData(5.1, 5, Verdict.Pass)]
    [InlineData(double.NaN, 5, Verdict.Fail)]
    public void At_least(double measured, double limit, Verdict verdict)
    {
        Assert.Equal(verdict, Lag.AtLeast(measured, limit).Verdict);
    }

    [Theory]
    [InlineData(true, Verdict.Pass, "yes")]
    [InlineData(false, Verdict.Fail, "no")]
    public void Holds(bool holds, Verdict verdict, string measured)
    {
        var result = Lag.Holds(holds);

        Assert.Equal((verdict, measured, "yes"), (result.Verdict, result.Measured.Text, result.Limit.Text));
    }

    [Fact]
    public void Exactly()
    {
        Assert.Equal(Verdict.Pass, Lag.Exactly(1, 1).Verdict);
        Assert.Equal(Verdict.Fail, Lag.Exactly(1, 2).Verdict);
        Assert.Equal(Verdict.Pass, Lag.Exactly("a", "a").Verdict);
        Assert.Equal(Verdict.Fail, Lag.Exactly("a", "A").Verdict);
        Assert.Equal(Verdict.Fail, Lag.Exactly(1, "1").Verdict);
        Assert.Equal(Verdict.Fail, Lag.Exactly(default, 1).Verdict);
    }

    [Fact]
    public void Keeps_what_it_is_about_and_what_was_measured()
    {
        var result = Lag.AtMost(7, 5, "postgres-1 is slow");

        Assert.Equal(("replication-lag", "Replicas keep up", "pg_stat_replication", "ms"), (result.Id, result.Title, result.Source, result.Unit));
        Assert.Equal((7d, 5d, "postgres-1 is slow"), (result.Measured.Number, result.Limit.Number, result.Detail));
        Assert.Equal("'replication-lag' failed: Replicas keep up; measured 7 ms, limit 5 ms. postgres-1 is slow", result.ToString());
        Assert.Equal("'replication-lag' passed: Replicas keep up; measured 1 ms, limit 5 ms.", Lag.AtMost(1, 5).ToString());
    }

    [Fact]
    public void Not_run_measures_nothing_and_says_why()
    {
        var result = Lag.NotRun("no leader");

        Assert.Equal((Verdict.NotRun, default(GateValue), default(GateValue)), (result.Verdict, result.Measured, result.Limit));
        Assert.Equal("'replication-lag' did not run: Replicas keep up. no leader", result.ToString());
    }

    [Fact]
    public void A_value_shows_three_decimals_at_most_and_says_when_it_was_not_measured()
    {
        Assert.Equal("1.235", ((GateValue)1.23456).ToString());
        Assert.Equal("5000", ((GateValue)5000).ToString());
        Assert.Equal("two", ((GateValue)"two").ToString());
        Assert.Equal("not measured", default(GateValue).ToString());
    }
}
