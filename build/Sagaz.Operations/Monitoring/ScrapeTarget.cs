namespace Sagaz.Operations.Monitoring;

/// <summary>Something that Prometheus scrapes.</summary>
/// <param name="Job">Its job.</param>
/// <param name="Instance">Its address.</param>
/// <param name="Health"><c>up</c>, <c>down</c>, or <c>unknown</c> before the first scrape.</param>
/// <param name="LastError">What the last scrape failed with; empty when it did not.</param>
/// <param name="Interval">Between two scrapes.</param>
public sealed record ScrapeTarget(string Job, string Instance, string Health, string LastError, TimeSpan Interval);
