namespace Sagaz.Core.Reporting;

/// <summary>One number, or several of the same kind in the order they were taken.</summary>
/// <param name="Path">
/// Names joined by dots, the unit at the end of the last one, e.g. <c>replication.lag.p99Ms</c>.
/// </param>
/// <param name="Values">The numbers; NaN where one could not be measured.</param>
/// <param name="IsSeries">Whether it is written as a list, even when it holds one number.</param>
public sealed record Measurement(string Path, IReadOnlyList<double> Values, bool IsSeries);
