using Sagaz.Core.Replication;

namespace Sagaz.Core.Tests.Replication;

public class LagDistributionTests
{
    [Fact]
    public void Takes_the_nearest_rank_of_unsorted_samples()
    {
        var lag = LagDistribution.Of(Enumerable.Range(1, 200).Reverse().Select(value => (double)value));
        Assert.Equal((200, 100.0, 190.0, 198.0, 200.0), (lag.Count, lag.P50, lag.P95, lag.P99, lag.Max));
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 1, 2, 2)]
    [InlineData(20, 10, 19, 20)]
    [InlineData(99, 50, 95, 99)]
    [InlineData(100, 50, 95, 99)]
    [InlineData(101, 51, 96, 100)]
    public void Every_figure_is_a_measured_value(int samples, double p50, double p95, double p99)
    {
        var lag = LagDistribution.Of(Enumerable.Range(1, samples).Select(value => (double)value));
        Assert.Equal((p50, p95, p99, (double)samples), (lag.P50, lag.P95, lag.P99, lag.Max));
    }

    [Fact]
    public void Says_when_nothing_was_measured()
    {
        Assert.Equal(0, LagDistribution.Of([]).Count);
        Assert.Equal("nothing measured", LagDistribution.Empty.ToString());
    }

    [Fact]
    public void Reads_as_one_line() =>
        Assert.Equal("p50 1.5, p95 2, p99 2, max 2 (2 samples)", LagDistribution.Of([1.5, 2]).ToString());
}
