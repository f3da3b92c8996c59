namespace Sagaz.Operations.Pipeline;

/// <summary>What <c>VerifyFailover</c> plays.</summary>
public sealed record FailoverRequest
{
    /// <summary>A scenario's name, <c>all</c>, or <c>random</c> for rounds of scenarios drawn by the seed.</summary>
    public required string Scenario { get; init; }

    /// <summary>Rounds of each scenario, or draws of <c>random</c>; 1 to 1,000.</summary>
    public required int Rounds { get; init; }

    /// <summary>What the draws begin with; the same seed draws the same scenarios.</summary>
    public required int Seed { get; init; }
}
