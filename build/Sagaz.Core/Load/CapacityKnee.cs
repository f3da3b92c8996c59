namespace Sagaz.Core.Load;

/// <summary>Finds the knee: from where on more clients bring hardly more throughput, or latency leaves its limit.</summary>
public static class CapacityKnee
{
    /// <summary>A step that doubles the clients and gains less than this is not worth its latency.</summary>
    private const double WorthwhileGain = 1.1;

    /// <summary>Whether the search may end after these points.</summary>
    /// <param name="points">Points with ever more clients.</param>
    /// <param name="limitMs">What the 99th percentile may be; milliseconds.</param>
    public static bool IsPassed(IReadOnlyList<CapacityPoint> points, double limitMs) =>
        points.Count > 0 && (points[^1].P99 > limitMs || (points.Count > 1 && points[^1].PerSecond < points[^2].PerSecond * WorthwhileGain));

    /// <summary>The best point within the limit, with the fewest clients of those that are about as fast; else the fastest one.</summary>
    public static CapacityPoint Find(IReadOnlyList<CapacityPoint> points, double limitMs)
    {
        var within = points.Where(point => point.P99 <= limitMs).DefaultIfEmpty(points.MinBy(point => point.P99)!).ToList();
        var best = within.Max(point => point.PerSecond);
        return within.First(point => point.PerSecond * WorthwhileGain >= best);
    }
}
