using Sagaz.Core.Reporting;

namespace Sagaz.Core.Tests.Reporting;

public sealed class RunIdTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 19, 59, 57, 123, TimeSpan.FromHours(1));

    [Theory]
    [InlineData(0x3f2a, "20261122T185957123Z-3f2a")]
    [InlineData(1, "20261122T185957123Z-0001")]
    [InlineData(-1, "20261122T185957123Z-ffff")]
    public void Is_the_start_in_utc_and_four_digits(int distinction, string id)
    {
        Assert.Equal(id, RunId.Create(Start, distinction));
        Assert.True(RunId.IsValid(id));
    }

    [Fact]
    public void Sorts_by_time()
    {
        Assert.True(string.CompareOrdinal(RunId.Create(Start, 0xffff), RunId.Create(Start.AddMilliseconds(1), 0)) < 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("notes")]
    [InlineData("20261122T185957123Z-3F2A")]
    [InlineData("20261122T185957123Z_3f2a")]
    [InlineData("20261322T185957123Z-3f2a")]
    [InlineData("20261122T185957123Z-3f2a0")]
    [InlineData("20261122T185957123Z-")]
    public void Knows_what_is_none(string text)
    {
        Assert.False(RunId.IsValid(text));
    }
}
