namespace Sagaz.Operations.Monitoring;

/// <summary>One value of a metric at one moment.</summary>
/// <param name="Labels">Its labels, the metric's name (<c>__name__</c>) among them where it has one.</param>
/// <param name="Value">The value.</param>
public sealed record MetricSample(IReadOnlyDictionary<string, string> Labels, double Value);
