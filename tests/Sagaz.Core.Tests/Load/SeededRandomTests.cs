using Sagaz.Core.Load;
using Sagaz.Core.Load.Scripts;

namespace Sagaz.Core.Tests.Load;

public sealed class SeededRandomTests
{
    private const int Draws = 100_000;

    [Fact]
    public void The_same_seed_gives_the_same_numbers_and_another_stream_others()
    {
        long[] Draw(long seed, int stream) => [.. Numbers(new SeededRandom(seed, stream)).Take(50)];

        Assert.Equal(Draw(7, 1), Draw(7, 1));
        Assert.NotEqual(Draw(7, 1), Draw(7, 2));
        Assert.NotEqual(Draw(7, 1), Draw(8, 1));
    }

    [Fact]
    public void Numbers_between_two_others_are_spread_evenly_and_hold_both_ends()
    {
        var random = new SeededRandom(1);
        var counts = Enumerable.Range(0, Draws).Select(_ => random.Between(3, 7)).GroupBy(value => value).ToDictionary(group => group.Key, group => group.Count());

        Assert.Equal([3L, 4L, 5L, 6L, 7L], counts.Keys.Order());
        Assert.All(counts.Values, count => Assert.InRange(count, Draws / 5 * 0.95, Draws / 5 * 1.05));
    }

    [Fact]
    public void Zipf_draws_the_first_number_as_often_as_its_law_says()
    {
        const int numbers = 1000;
        const double skew = 1.2;
        var random = new SeededRandom(1);
        var drawn = Enumerable.Range(0, Draws).Select(_ => random.Zipfian(1, numbers, skew)).ToList();
        var all = Enumerable.Range(1, numbers).Sum(rank => 1 / Math.Pow(rank, skew));

        Assert.All(drawn, value => Assert.InRange(value, 1, numbers));
        foreach (var rank in new[] { 1, 2, 10 })
            Assert.InRange(drawn.Count(value => value == rank), Draws / Math.Pow(rank, skew) / all * 0.9, Draws / Math.Pow(rank, skew) / all * 1.1);
    }

    [Fact]
    public void Poisson_arrivals_keep_the_rate_and_vary_as_much_as_independent_users_do()
    {
        const double rate = 200;
        var schedule = new ArrivalSchedule(LoadArrivals.Poisson, rate, new SeededRandom(5));
        var due = Enumerable.Range(0, Draws).Select(_ => schedule.Next()).ToList();
        var perSecond = due.GroupBy(moment => moment / 1_000_000_000).Select(second => (double)second.Count()).SkipLast(1).ToList();
        var variance = perSecond.Sum(count => Math.Pow(count - rate, 2)) / perSecond.Count;

        Assert.InRange(perSecond.Average(), rate * 0.98, rate * 1.02);
        // A Poisson process: its variance is its mean.
        Assert.InRange(variance, rate * 0.8, rate * 1.2);
        Assert.Equal(due.Order(), due);
    }

    [Fact]
    public void Constant_arrivals_are_all_the_same_pause_apart()
    {
        var schedule = new ArrivalSchedule(LoadArrivals.Constant, 4, new SeededRandom(5));

        Assert.Equal([0L, 250_000_000L, 500_000_000L, 750_000_000L], Enumerable.Range(0, 4).Select(_ => schedule.Next()));
    }

    private static IEnumerable<long> Numbers(SeededRandom random)
    {
        while (true)
            yield return (long)random.Next();
    }
}
