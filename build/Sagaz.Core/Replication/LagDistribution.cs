namespace Sagaz.Core.Replication;

/// <summary>Percentiles of measured lags; the unit is its owner's.</summary>
/// <remarks>
/// Nearest rank: the p-th percentile of n sorted samples is the one at rank ceil(p / 100 * n), so every figure is
/// a value that was measured, and p99 of fewer than 100 samples is their maximum.
/// </remarks>
public sealed record LagDistribution
{
    /// <summary>Nothing was measured.</summary>
    public static LagDistribution Empty { get; } = new();

    /// <summary>How many samples there are; 0 leaves every figure at 0, which then means nothing.</summary>
    public int Count { get; private init; }

    /// <summary>Half of the samples are at most this.</summary>
    public double P50 { get; private init; }

    /// <summary>95 of 100 samples are at most this.</summary>
    public double P95 { get; private init; }

    /// <summary>99 of 100 samples are at most this.</summary>
    public double P99 { get; private init; }

    /// <summary>The largest sample.</summary>
    public double Max { get; private init; }

    /// <summary>The distribution of these samples, in any order.</summary>
    public static LagDistribution Of(IEnumerable<double> samples)
    {
        double[] sorted = [.. samples.Order()];
        return sorted.Length == 0
            ? Empty
            : new LagDistribution
            {
                Count = sorted.Length,
                P50 = AtRank(sorted, 50),
                P95 = AtRank(sorted, 95),
                P99 = AtRank(sorted, 99),
                Max = sorted[^1],
            };
    }

    /// <inheritdoc />
    public override string ToString() =>
        Count == 0
            ? "nothing measured"
            : FormattableString.Invariant($"p50 {P50:0.#}, p95 {P95:0.#}, p99 {P99:0.#}, max {Max:0.#} ({Count} samples)");

    // Whole numbers, because 0.95 * 20 is not 19 in binary fractions.
    private static double AtRank(double[] sorted, int percent) =>
        sorted[(int)((((long)percent * sorted.Length) + 99) / 100) - 1];
}
