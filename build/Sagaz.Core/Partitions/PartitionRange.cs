namespace Sagaz.Core.Partitions;

/// <summary>One partition and the moments that it holds, as its bound in the catalog says.</summary>
/// <param name="Table">The partitioned table.</param>
/// <param name="Partition">The partition.</param>
/// <param name="IsDefault">Whether it takes what fits no range.</param>
/// <param name="From">First moment that it holds; null without such an end, as for the default partition.</param>
/// <param name="To">First moment after it; null without such an end, as for the default partition.</param>
public sealed record PartitionRange(string Table, string Partition, bool IsDefault, DateTimeOffset? From, DateTimeOffset? To)
{
    /// <summary>Whether a moment from <paramref name="from"/> on and before <paramref name="to"/> belongs into its range.</summary>
    public bool Overlaps(DateTimeOffset from, DateTimeOffset to) =>
        !IsDefault && (From ?? DateTimeOffset.MinValue) < to && (To ?? DateTimeOffset.MaxValue) > from;
}
