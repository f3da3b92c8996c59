namespace Sagaz.Core.Monitoring;

/// <summary>How soon an alert must fire once its cause is there, and be gone once it is not.</summary>
public sealed record AlertTiming
{
    /// <summary>Prometheus hands on to Alertmanager, Alertmanager answers, and we look.</summary>
    public static readonly TimeSpan Handover = TimeSpan.FromSeconds(5);

    /// <summary>The rule's <c>for</c>.</summary>
    public required TimeSpan For { get; init; }

    /// <summary>Between two evaluations of the rule.</summary>
    public required TimeSpan Evaluation { get; init; }

    /// <summary>Between two scrapes of what it reads.</summary>
    public required TimeSpan Scrape { get; init; }

    /// <summary>The latest moment after the cause at which the alert is on time.</summary>
    /// <param name="detection">From the cause until a scrape can see it.</param>
    /// <remarks>A scrape, the evaluation that first sees it, <c>for</c>, and the evaluation that finds it over.</remarks>
    public TimeSpan FiresWithin(TimeSpan detection) => detection + Scrape + Evaluation + For + Evaluation + Handover;

    /// <summary>The latest moment after the cause was taken away at which the alert is gone.</summary>
    /// <param name="recovery">From the healing until a scrape can see it.</param>
    public TimeSpan ResolvesWithin(TimeSpan recovery) => recovery + Scrape + Evaluation + Handover;
}
