namespace Sagaz.Core.Partitions;

/// <summary>The length of a partition's range, in UTC.</summary>
public enum PartitionInterval
{
    /// <summary>Midnight to midnight.</summary>
    Day,

    /// <summary>First of a month to first of the next.</summary>
    Month,
}
