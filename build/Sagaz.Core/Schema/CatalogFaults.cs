namespace Sagaz.Core.Schema;

/// <summary>Objects that were begun and never finished: they look whole in a listing and do not do their work.</summary>
/// <param name="InvalidIndexes">Indexes that no query may use, e.g. of a CREATE INDEX CONCURRENTLY that failed.</param>
/// <param name="UnvalidatedConstraints">Constraints that old rows were never checked against.</param>
/// <param name="PendingDetaches">Partitions whose DETACH CONCURRENTLY did not end.</param>
public sealed record CatalogFaults(
    IReadOnlyList<string> InvalidIndexes,
    IReadOnlyList<string> UnvalidatedConstraints,
    IReadOnlyList<string> PendingDetaches)
{
    /// <summary>Nothing is left over.</summary>
    public static CatalogFaults None { get; } = new([], [], []);
}
