namespace Sagaz.Core.Partitions;

/// <summary>What the schema gates need of a row of <c>partition_policies</c>.</summary>
/// <param name="Table">The partitioned table.</param>
/// <param name="Interval">What one partition holds.</param>
/// <param name="Premake">Partitions kept ready beyond the current one, 1 to 366.</param>
public sealed record PartitionPolicy(string Table, PartitionInterval Interval, int Premake)
{
    /// <summary>The moment <paramref name="count"/> intervals after <paramref name="moment"/>, in UTC.</summary>
    public DateTimeOffset Advance(DateTimeOffset moment, int count) => Interval == PartitionInterval.Day
        ? moment.ToUniversalTime().AddDays(count)
        : moment.ToUniversalTime().AddMonths(count);
}
