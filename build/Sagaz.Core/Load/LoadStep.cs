using Sagaz.Core.Load.Scripts;

namespace Sagaz.Core.Load;

/// <summary>One kind of request: a script, and how often it comes.</summary>
public sealed record LoadStep
{
    /// <summary>Name for reports, e.g. <c>saga</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What one request does.</summary>
    public required WorkloadScript Script { get; init; }

    /// <summary>Where it goes.</summary>
    public required LoadPool Pool { get; init; }

    /// <summary>Which gate judges it.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>Its share of all requests, by the sum of all weights; 1 to 10,000.</summary>
    public required int Weight { get; init; }
}
