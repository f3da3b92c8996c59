namespace Sagaz.Core.Failover;

/// <summary>What one round of a scenario did to the clients.</summary>
public sealed record FailoverRound
{
    /// <summary>The scenario.</summary>
    public required FailoverScenario Scenario { get; init; }

    /// <summary>Name of the member or service that was broken.</summary>
    public required string Target { get; init; }

    /// <summary>The steps of the failover, where there was one.</summary>
    public required FailoverPhases Phases { get; init; }

    /// <summary>The longest time without an answer that any writer had.</summary>
    public required TimeSpan WriterOutage { get; init; }

    /// <summary>The longest time in which no writer had an answer.</summary>
    public required TimeSpan WriteServiceOutage { get; init; }

    /// <summary>The longest time without an answer that any reader had.</summary>
    public required TimeSpan ReaderOutage { get; init; }

    /// <summary>What writers saw fail.</summary>
    public required IReadOnlyList<string> WriterFailures { get; init; }

    /// <summary>From the heal, or from the break where it heals itself, until every member streams and commits wait for a replica.</summary>
    public required TimeSpan Redundancy { get; init; }

    /// <summary>Acknowledged rows that asynchronous durability may have lost in this round.</summary>
    public required int LossLimit { get; init; }
}
