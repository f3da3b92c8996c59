using System.Globalization;

namespace Sagaz.Core.Partitions;

/// <summary>How the partitions of one table cover the time from now to the end of what its policy keeps ready.</summary>
/// <param name="ReadyAhead">Partitions after the current one that follow it without a gap; -1 when now has none.</param>
/// <param name="Gaps">Stretches of that time that no partition holds.</param>
/// <param name="Detail">How far it reaches, or where the first gap begins.</param>
public sealed record PartitionTimeline(int ReadyAhead, int Gaps, string Detail)
{
    /// <summary>Reads the timeline of the policy's table. Partitions of the past, gaps there included, do not matter.</summary>
    public static PartitionTimeline Read(IEnumerable<PartitionRange> partitions, DateTimeOffset readAt, PartitionPolicy policy)
    {
        var horizon = policy.Advance(readAt, Math.Max(1, policy.Premake - 1));
        var coming = partitions
            .Where(partition => partition.Table == policy.Table && !partition.IsDefault)
            .Select(partition => (From: partition.From ?? DateTimeOffset.MinValue, To: partition.To ?? DateTimeOffset.MaxValue))
            .Where(range => range.To > readAt)
            .OrderBy(range => range.From)
            .ToList();

        var (covered, firstGap, gaps, ready, unbroken) = (readAt, (DateTimeOffset?)null, 0, -1, true);
        foreach (var range in coming)
        {
            unbroken &= range.From <= covered;
            if (unbroken)
                ready++;
            if (range.From > covered && covered <= horizon)
                (gaps, firstGap) = (gaps + 1, firstGap ?? covered);
            covered = range.To;
        }

        if (covered <= horizon)
            (gaps, firstGap) = (gaps + 1, firstGap ?? covered);
        return new PartitionTimeline(ready, gaps, firstGap is { } gap
            ? $"The first gap begins at {Text(gap)}."
            : $"Partitions reach to {Text(covered)} without a gap.");
    }

    private static string Text(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
