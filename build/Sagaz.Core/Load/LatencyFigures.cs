namespace Sagaz.Core.Load;

/// <summary>What a histogram says, in milliseconds.</summary>
public sealed record LatencyFigures
{
    /// <summary>Nothing was measured.</summary>
    public static LatencyFigures Empty { get; } = new();

    /// <summary>How many values there are; with 0 the others mean nothing.</summary>
    public long Count { get; init; }

    /// <summary>The mean.</summary>
    public double Mean { get; init; }

    /// <summary>Half of the values are at most this.</summary>
    public double P50 { get; init; }

    /// <summary>90 of 100 are at most this.</summary>
    public double P90 { get; init; }

    /// <summary>95 of 100 are at most this.</summary>
    public double P95 { get; init; }

    /// <summary>99 of 100 are at most this.</summary>
    public double P99 { get; init; }

    /// <summary>999 of 1,000 are at most this.</summary>
    public double P999 { get; init; }

    /// <summary>9,999 of 10,000 are at most this.</summary>
    public double P9999 { get; init; }

    /// <summary>The largest value.</summary>
    public double Max { get; init; }
}
