namespace Sagaz.Core.Load;

/// <summary>Finds the knee: from where on more clients bring hardly more throughput, or latency leaves its limit by far.</summary>
public static class CapacityKnee
{
    /// <summary>A step that doubles the clients and gains less than this is not worth its latency.</summary>
    private const double WorthwhileGain = 1.1;

    /// <summary>Latency so far beyond its limit is no bad moment of a busy machine.</summary>
    private const double FarBeyond = 3;

    /// <summary>So many points in a row must gain nothing: a single one may have met a bad moment.</summary>
    private const int PointsWithoutGain = 2;

    /// <summary>Whether the search may end after these points.</summary>
    /// <param name="points">Points with ever more clients.</param>
    /// <param name="limitMs">What the 99th percentile may be; milliseconds.</param>
    public static bool IsPassed(IReadOnlyList<CapacityPoint> points, double limitMs) =>
        points.Count > 0 && (points[^1].P99 > limitMs * FarBeyond || HasStoppedGaining(points));

    /// <summary>The best point within the limit, or of all where none is within, with the fewest clients of those that are about as fast.</summary>
    public static CapacityPoint Find(IReadOnlyList<CapacityPoint> points, double limitMs)
    {
        var within = points.Where(point => point.P99 <= limitMs).ToList();
        if (within.Count == 0)
            within = [.. points];
        var best = within.Max(point => point.PerSecond);
        return within.First(point => point.PerSecond * WorthwhileGain >= best);
    }

    private static bool HasStoppedGaining(IReadOnlyList<CapacityPoint> points)
    {
        if (points.Count <= PointsWithoutGain)
            return false;
        var best = points.SkipLast(PointsWithoutGain).Max(point => point.PerSecond);
        return points.TakeLast(PointsWithoutGain).All(point => point.PerSecond < best * WorthwhileGain);
    }
}
