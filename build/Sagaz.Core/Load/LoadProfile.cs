namespace Sagaz.Core.Load;

/// <summary>A load that has a name: what clients do, how often, on how many rows.</summary>
public sealed record LoadProfile
{
    /// <summary>The file's name without its ending, e.g. <c>mixed</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it stands for, as a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>What all random numbers come from.</summary>
    public required long Seed { get; init; }

    /// <summary>Requests a second over all steps, where the command line does not say.</summary>
    public required int Rate { get; init; }

    /// <summary>Connections to pgbouncer-rw; 1 to 1,000.</summary>
    public required int WriteConnections { get; init; }

    /// <summary>Connections to pgbouncer-ro; 1 to 1,000.</summary>
    public required int ReadConnections { get; init; }

    /// <summary>Pause of a client after each request of a closed loop.</summary>
    public required TimeSpan ThinkTime { get; init; }

    /// <summary>Values that scripts use, and by that the size of the data set.</summary>
    public required IReadOnlyDictionary<string, double> Variables { get; init; }

    /// <summary>What happens in the middle, where the command line does not say.</summary>
    public required IReadOnlyList<LoadOperation> During { get; init; }

    /// <summary>The kinds of requests.</summary>
    public required IReadOnlyList<LoadStep> Steps { get; init; }

    /// <summary>The steps of one pool.</summary>
    public IReadOnlyList<LoadStep> Of(LoadPool pool) => [.. Steps.Where(step => step.Pool == pool)];

    /// <summary>The part of all requests that goes to a pool, 0 to 1.</summary>
    public double ShareOf(LoadPool pool) => Of(pool).Sum(step => (double)step.Weight) / Steps.Sum(step => (double)step.Weight);
}
