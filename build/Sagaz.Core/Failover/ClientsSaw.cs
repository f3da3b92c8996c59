namespace Sagaz.Core.Failover;

/// <summary>What clients of both pools saw while something was done to the cluster.</summary>
/// <param name="WriterStall">The longest that one writer waited for an answer.</param>
/// <param name="WriterErrors">What failed for writers.</param>
/// <param name="ReaderStall">The longest that one reader waited for an answer.</param>
/// <param name="ReaderErrors">What failed for readers.</param>
public sealed record ClientsSaw(
    TimeSpan WriterStall, IReadOnlyList<string> WriterErrors, TimeSpan ReaderStall, IReadOnlyList<string> ReaderErrors);
