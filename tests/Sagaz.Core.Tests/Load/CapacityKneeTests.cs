using Sagaz.Core.Load;

namespace Sagaz.Core.Tests.Load;

public sealed class CapacityKneeTests
{
    private const double Limit = 50;

    [Fact]
    public void The_search_goes_on_while_more_clients_bring_more_and_ends_when_they_do_not()
    {
        Assert.False(CapacityKnee.IsPassed([Point(1, 100, 5)], Limit));
        Assert.False(CapacityKnee.IsPassed([Point(1, 100, 5), Point(2, 180, 6)], Limit));
        Assert.False(CapacityKnee.IsPassed([Point(1, 100, 5), Point(2, 105, 12)], Limit));
        Assert.True(CapacityKnee.IsPassed([Point(1, 100, 5), Point(2, 105, 12), Point(4, 109, 20)], Limit));
        // The second met a bad moment; the third tells.
        Assert.False(CapacityKnee.IsPassed([Point(1, 100, 5), Point(2, 90, 40), Point(4, 300, 20)], Limit));
        Assert.True(CapacityKnee.IsPassed([Point(1, 100, 5), Point(2, 190, 151)], Limit));
        Assert.False(CapacityKnee.IsPassed([Point(1, 100, 5), Point(2, 190, 149)], Limit));
    }

    [Fact]
    public void The_knee_is_the_fewest_clients_that_are_about_as_fast_as_the_fastest_within_the_limit()
    {
        CapacityPoint[] points = [Point(4, 400, 10), Point(8, 700, 14), Point(16, 740, 30), Point(32, 900, 90)];

        Assert.Equal(8, CapacityKnee.Find(points, Limit).Connections);
    }

    [Fact]
    public void Without_any_within_the_limit_all_of_them_count()
    {
        Assert.Equal(2, CapacityKnee.Find([Point(1, 100, 60), Point(2, 180, 70), Point(4, 190, 140)], Limit).Connections);
    }

    private static CapacityPoint Point(int connections, double perSecond, double p99) => new(connections, perSecond, perSecond, p99 / 3, p99);
}
