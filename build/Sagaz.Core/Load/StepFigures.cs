namespace Sagaz.Core.Load;

/// <summary>What clients saw of one step.</summary>
public sealed record StepFigures
{
    /// <summary>The step's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its pool.</summary>
    public required LoadPool Pool { get; init; }

    /// <summary>Which gate judges it.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>Whole requests, from the moment each was due.</summary>
    public required LatencyFigures Latency { get; init; }

    /// <summary>Whole requests, from the moment each really began: what a closed loop would have called latency.</summary>
    public required LatencyFigures Service { get; init; }

    /// <summary>Each transaction or query of the request, from the moment it was due.</summary>
    public required IReadOnlyDictionary<string, LatencyFigures> RoundTrips { get; init; }
}
