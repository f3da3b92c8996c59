using Sagaz.Core.Ledger;

namespace Sagaz.Core.Tests.Ledger;

public sealed class OutageTests
{
    [Theory]
    [InlineData("1 2 3 9", 0, 10, 3, 9)]
    [InlineData("9 3 1 2", 0, 10, 3, 9)]
    [InlineData("", 0, 10, 0, 10)]
    [InlineData("1 2", 0, 10, 2, 10)]
    [InlineData("8 9", 0, 10, 0, 8)]
    [InlineData("-5 1 2 30", 0, 4, 2, 4)]
    public void The_longest_gap_between_answers_is_the_outage(string answers, int from, int to, int begin, int end)
    {
        var outage = Outage.Longest(answers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(At), At($"{from}"), At($"{to}"));

        Assert.Equal(new Outage(At($"{begin}"), At($"{end}")), outage);
    }

    [Fact]
    public void Asynchronous_durability_may_lose_what_was_acknowledged_within_one_ttl_before_the_outage()
    {
        var answers = "1 5 6 7 20".Split(' ').Select(At);

        Assert.Equal(3, LossLimit.Asynchronous(answers, new Outage(At("7"), At("20")), TimeSpan.FromSeconds(3)));
    }

    private static DateTimeOffset At(string second) => LedgerScene.Start.AddSeconds(int.Parse(second, System.Globalization.CultureInfo.InvariantCulture));
}
