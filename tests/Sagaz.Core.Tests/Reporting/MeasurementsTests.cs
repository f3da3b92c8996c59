using Sagaz.Core.Reporting;

namespace Sagaz.Core.Tests.Reporting;

public sealed class MeasurementsTests
{
    [Fact]
    public void The_last_measurement_of_a_path_counts()
    {
        var measured = Measurements.None.With("a.b", 1).With("a.b", [2, 3]);

        Assert.Equal([2, 3], Assert.Single(measured.All).Values);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("phases")]
    [InlineData("phases.x")]
    public void Refuses_what_is_no_path(string path)
    {
        Assert.Throws<ArgumentException>(() => Measurements.None.With(path, 1));
    }

    [Theory]
    [InlineData("a.b", "a.b.c")]
    [InlineData("a.b.c", "a")]
    public void Refuses_a_number_where_an_object_stands_and_the_reverse(string first, string second)
    {
        Assert.Throws<ArgumentException>(() => Measurements.None.With(first, 1).With(second, 1));
    }

    [Fact]
    public void A_name_may_begin_with_another()
    {
        Assert.Equal(3, Measurements.None.With("a.b", 1).With("a.bc", 1).With("a.b-c.d", 1).All.Count);
    }
}
