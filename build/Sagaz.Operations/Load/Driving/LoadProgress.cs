namespace Sagaz.Operations.Load.Driving;

/// <summary>A running load, once a second.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="At">Seconds since its warm-up began.</param>
/// <param name="Total">Seconds that it takes, the warm-up included.</param>
/// <param name="PerSecond">Requests that ended well in the last second.</param>
/// <param name="P50">Half of its transactions and queries; milliseconds.</param>
/// <param name="P99">99 of 100 of them; milliseconds.</param>
/// <param name="LagP99">How late its requests began; milliseconds.</param>
/// <param name="Errors">Requests that failed or were skipped, since the beginning.</param>
public sealed record LoadProgress(string Stage, double At, double Total, long PerSecond, double P50, double P99, double LagP99, long Errors)
{
    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant(
        $"{Stage}: {PerSecond}/s, p50 {P50:0.0} ms, p99 {P99:0.0} ms, begin late p99 {LagP99:0.0} ms, {Errors} failed or skipped, {Math.Max(0, Total - At):0} s left");
}
