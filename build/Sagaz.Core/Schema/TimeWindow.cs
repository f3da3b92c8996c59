namespace Sagaz.Core.Schema;

/// <summary>A stretch of time.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="To">The first moment after it.</param>
public readonly record struct TimeWindow(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The UTC day that holds the moment.</summary>
    public static TimeWindow DayOf(DateTimeOffset moment)
    {
        var day = new DateTimeOffset(moment.UtcDateTime.Date, TimeSpan.Zero);
        return new TimeWindow(day, day.AddDays(1));
    }

    /// <summary>The UTC month that holds the moment.</summary>
    public static TimeWindow MonthOf(DateTimeOffset moment)
    {
        var month = new DateTimeOffset(moment.UtcDateTime.Year, moment.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
        return new TimeWindow(month, month.AddMonths(1));
    }

    /// <summary>The moment alone, at PostgreSQL's resolution of a microsecond.</summary>
    public static TimeWindow At(DateTimeOffset moment) => new(moment, moment.AddMicroseconds(1));
}
