namespace Sagaz.Core.Load;

/// <summary>The same statement straight to the leader's frontend and through pgbouncer-rw, in turns.</summary>
/// <param name="Direct">Straight; milliseconds.</param>
/// <param name="Pooled">Through the pool; milliseconds.</param>
/// <param name="P50">What the pool adds to the median: the median of several blocks of pairs; milliseconds.</param>
/// <param name="P99">What the pool adds to the 99th percentile, likewise: one bad moment of the machine hits one block; milliseconds.</param>
public sealed record PoolOverhead(LatencyFigures Direct, LatencyFigures Pooled, double P50, double P99)
{
    /// <summary>The overhead of blocks of pairs.</summary>
    /// <param name="direct">All pairs, straight.</param>
    /// <param name="pooled">All pairs, through the pool.</param>
    /// <param name="blocks">The same by blocks, one at least.</param>
    public static PoolOverhead Of(LatencyFigures direct, LatencyFigures pooled, IReadOnlyList<(LatencyFigures Direct, LatencyFigures Pooled)> blocks) => new(
        direct, pooled, Median(blocks.Select(block => block.Pooled.P50 - block.Direct.P50)), Median(blocks.Select(block => block.Pooled.P99 - block.Direct.P99)));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return Math.Round((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2, 3);
    }
}
