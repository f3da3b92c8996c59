using System.Globalization;
using Sagaz.Core.Errors;

namespace Sagaz.Core.Partitions;

/// <summary>Days from <paramref name="From"/> up to and including <paramref name="To"/>, in UTC.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, not before <paramref name="From"/>.</param>
public sealed record DateSpan(DateOnly From, DateOnly To)
{
    /// <summary>Partitions that one call may ask for: ten years of days.</summary>
    public const int MostPartitions = 3660;

    /// <summary>Reads two days as a person types them.</summary>
    /// <param name="from">As <c>2026-01-31</c>.</param>
    /// <param name="to">As <c>2026-01-31</c>; null for the same day.</param>
    /// <exception cref="PreconditionException">One is no such day, or they are in the wrong order.</exception>
    public static DateSpan Parse(string? from, string? to)
    {
        var span = new DateSpan(Day("--from", from), Day("--to", to ?? from));
        return span.From <= span.To
            ? span
            : throw new PreconditionException(
                $"--from {span.From:yyyy-MM-dd} is after --to {span.To:yyyy-MM-dd}.", remedy: "--from 2026-01-01 --to 2026-01-31");
    }

    /// <summary>Where the partitions begin that together hold every day of the span.</summary>
    /// <exception cref="PreconditionException">There are more than <see cref="MostPartitions"/>.</exception>
    public IReadOnlyList<DateTimeOffset> Starts(PartitionInterval interval)
    {
        var first = interval == PartitionInterval.Day ? From : new DateOnly(From.Year, From.Month, 1);
        var count = interval == PartitionInterval.Day
            ? To.DayNumber - first.DayNumber + 1
            : (To.Year - first.Year) * 12 + To.Month - first.Month + 1;
        return count <= MostPartitions
            ? [.. Enumerable.Range(0, count).Select(n => Midnight(interval == PartitionInterval.Day ? first.AddDays(n) : first.AddMonths(n)))]
            : throw new PreconditionException(
                $"{From:yyyy-MM-dd} to {To:yyyy-MM-dd} takes {count} partitions; one call makes at most {MostPartitions}.", remedy: "a shorter span");
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static DateOnly Day(string option, string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new PreconditionException(
                text is null ? $"{option} is missing." : $"{option} '{text}' is no day of the form 2026-01-31.", remedy: $"{option} 2026-01-31");
}
