using Sagaz.Operations.Load.Driving;

namespace Sagaz.Operations.Tests.Load;

public sealed class LatencyHistogramTests
{
    private const long Microsecond = 1000;

    [Fact]
    public void Percentiles_are_right_to_three_digits_from_a_microsecond_to_an_hour()
    {
        var histogram = new LatencyHistogram();
        for (var value = 1; value <= 100_000; value++)
            histogram.Record(value * Microsecond);
        histogram.Record(3600L * 1_000_000 * Microsecond * 2);

        var figures = histogram.Figures();
        Assert.Equal(100_001, figures.Count);
        Assert.InRange(figures.P50, 49.9, 50.1);
        Assert.InRange(figures.P99, 98.9, 99.2);
        Assert.InRange(figures.P9999, 99.9, 100.2);
        Assert.InRange(figures.Max, 3_599_000, 3_602_000);
    }

    [Fact]
    public void Two_histograms_add_up_to_the_one_of_all_values()
    {
        var (one, other, all) = (new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram());
        for (var value = 1; value <= 1000; value++)
        {
            (value % 2 == 0 ? one : other).Record(value * 37 * Microsecond);
            all.Record(value * 37 * Microsecond);
        }

        one.Add(other);

        Assert.Equal(all.Figures(), one.Figures());
        Assert.Equal(all.ToPercentileText(), one.ToPercentileText());
    }

    [Fact]
    public void Nothing_measured_is_nothing()
    {
        Assert.Equal(Core.Load.LatencyFigures.Empty, new LatencyHistogram().Figures());
        Assert.Equal(0, new LatencyHistogram().At(99));
    }
}
