namespace Sagaz.Core.Failover;

/// <summary>One thing that happens to a cluster under load; the same on every runtime.</summary>
public sealed record FailoverScenario
{
    /// <summary>Name in kebab-case, e.g. <c>postmaster-killed</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The fault's verb; a runtime that does not offer it leaves the scenario out, and says so.</summary>
    public required string Fault { get; init; }

    /// <summary>Whom it meets.</summary>
    public required ScenarioTarget Target { get; init; }

    /// <summary>When it is healed.</summary>
    public required ScenarioEnd End { get; init; }

    /// <summary>How long it is held; only with <see cref="ScenarioEnd.Held"/>.</summary>
    public TimeSpan Held { get; init; }

    /// <summary>Whether another member leads afterwards.</summary>
    public bool MovesLeader { get; init; }

    /// <summary>Whether a writer may get an error at all.</summary>
    public bool MayFailWriters { get; init; } = true;
}
