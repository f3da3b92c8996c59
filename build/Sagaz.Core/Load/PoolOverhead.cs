namespace Sagaz.Core.Load;

/// <summary>The same statement straight to the leader's frontend and through pgbouncer-rw, in turns.</summary>
/// <param name="Direct">Straight; milliseconds.</param>
/// <param name="Pooled">Through the pool; milliseconds.</param>
public sealed record PoolOverhead(LatencyFigures Direct, LatencyFigures Pooled)
{
    /// <summary>What the pool adds to the median; milliseconds.</summary>
    public double P50 => Pooled.P50 - Direct.P50;

    /// <summary>What the pool adds to the 99th percentile; milliseconds.</summary>
    public double P99 => Pooled.P99 - Direct.P99;
}
