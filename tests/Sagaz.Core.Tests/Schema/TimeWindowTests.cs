using Sagaz.Core.Schema;

namespace Sagaz.Core.Tests.Schema;

public sealed class TimeWindowTests
{
    private static readonly DateTimeOffset LeapEvening = new(2028, 2, 29, 22, 30, 0, TimeSpan.FromHours(-3));

    [Fact]
    public void A_day_is_a_utc_day() => Assert.Equal(
        new TimeWindow(new(2028, 3, 1, 0, 0, 0, TimeSpan.Zero), new(2028, 3, 2, 0, 0, 0, TimeSpan.Zero)), TimeWindow.DayOf(LeapEvening));

    [Fact]
    public void A_month_is_a_utc_month() => Assert.Equal(
        new TimeWindow(new(2028, 3, 1, 0, 0, 0, TimeSpan.Zero), new(2028, 4, 1, 0, 0, 0, TimeSpan.Zero)), TimeWindow.MonthOf(LeapEvening));
}
