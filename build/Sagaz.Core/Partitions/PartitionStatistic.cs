namespace Sagaz.Core.Partitions;

/// <summary>One partition as the catalog has it: a row of <c>get_partition_statistics()</c>.</summary>
public sealed record PartitionStatistic
{
    /// <summary>The partitioned table.</summary>
    public required string Table { get; init; }

    /// <summary>The partition.</summary>
    public required string Partition { get; init; }

    /// <summary>Whether it takes what fits no range.</summary>
    public required bool IsDefault { get; init; }

    /// <summary>First moment that it holds; null without such an end, as for the default partition.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>First moment after it; null without such an end, as for the default partition.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Rows as the planner and the statistics collector guess them, 0 or more.</summary>
    public required long EstimatedRows { get; init; }

    /// <summary>Size with indexes and TOAST, bytes.</summary>
    public required long TotalBytes { get; init; }
}
