using HdrHistogram;
using Sagaz.Core.Load;

namespace Sagaz.Operations.Load.Driving;

/// <summary>Times from 1 µs to 1 h with three significant digits; two of them can be added.</summary>
public sealed class LatencyHistogram
{
    private const long Longest = 3_600_000_000;
    private const int Digits = 3;
    private const double MicrosecondsPerMillisecond = 1000;
    private readonly LongHistogram histogram = new(1, Longest, Digits);

    /// <summary>How many times it holds.</summary>
    public long Count => histogram.TotalCount;

    /// <summary>Adds a time; below 1 µs and above 1 h it counts as those.</summary>
    public void Record(long nanoseconds) => histogram.RecordValue(Math.Clamp(nanoseconds / 1000, 1, Longest));

    /// <summary>Adds all times of another one.</summary>
    public void Add(LatencyHistogram other) => histogram.Add(other.histogram);

    /// <summary>Forgets everything.</summary>
    public void Reset() => histogram.Reset();

    /// <summary>A percentile in milliseconds; 0 where there is nothing.</summary>
    /// <param name="percentile">0 to 100.</param>
    public double At(double percentile) => Count == 0 ? 0 : Milliseconds(histogram.GetValueAtPercentile(percentile));

    /// <summary>What it says.</summary>
    public LatencyFigures Figures() => Count == 0
        ? LatencyFigures.Empty
        : new LatencyFigures
        {
            Count = Count,
            Mean = Milliseconds(histogram.GetMean()),
            P50 = At(50),
            P90 = At(90),
            P95 = At(95),
            P99 = At(99),
            P999 = At(99.9),
            P9999 = At(99.99),
            Max = Milliseconds(histogram.GetMaxValue()),
        };

    /// <summary>Points of its curve, ever closer to 100 %.</summary>
    public IEnumerable<(double Percentile, double Milliseconds)> Curve()
    {
        foreach (var value in histogram.Percentiles(5))
            yield return (value.Percentile, Milliseconds(value.ValueIteratedTo));
    }

    /// <summary>The text form that plotters of HdrHistogram read, in milliseconds.</summary>
    public string ToPercentileText()
    {
        using var text = new StringWriter { NewLine = "\n" };
        histogram.OutputPercentileDistribution(text, percentileTicksPerHalfDistance: 5, outputValueUnitScalingRatio: MicrosecondsPerMillisecond);
        return text.ToString();
    }

    private static double Milliseconds(double microseconds) => Math.Round(microseconds / MicrosecondsPerMillisecond, 3);
}
