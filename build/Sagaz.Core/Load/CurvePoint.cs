namespace Sagaz.Core.Load;

/// <summary>A point of a latency curve.</summary>
/// <param name="Percentile">0 to 100.</param>
/// <param name="Milliseconds">So many values are at most this.</param>
public sealed record CurvePoint(double Percentile, double Milliseconds);
