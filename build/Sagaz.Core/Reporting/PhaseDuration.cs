namespace Sagaz.Core.Reporting;

/// <summary>How long one part of a run took.</summary>
/// <param name="Name">What was done, e.g. <c>start etcd</c>.</param>
/// <param name="Duration">Wall time; written in milliseconds.</param>
public sealed record PhaseDuration(string Name, TimeSpan Duration);
