namespace Sagaz.Core.Load;

/// <summary>Something that happened to the cluster in the middle of a load.</summary>
public sealed record OperationMark
{
    /// <summary>What.</summary>
    public required LoadOperation Operation { get; init; }

    /// <summary>When it began; seconds since the beginning of the warm-up.</summary>
    public required double Begin { get; init; }

    /// <summary>When it ended; seconds since the beginning of the warm-up.</summary>
    public required double End { get; init; }

    /// <summary>Transactions of writes that were due meanwhile, or up to a second before.</summary>
    public required LatencyFigures Writes { get; init; }

    /// <summary>Writes and claims that failed meanwhile.</summary>
    public long WriteErrors { get; init; }

    /// <summary>Queries that failed meanwhile: a session pool's client loses its session with its server.</summary>
    public long ReadErrors { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Failure { get; init; }
}
