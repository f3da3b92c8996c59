using Sagaz.Core.Monitoring;

namespace Sagaz.Core.Tests.Monitoring;

public sealed class AlertTimingTests
{
    private static readonly AlertTiming Timing = new()
    {
        For = TimeSpan.FromSeconds(30),
        Evaluation = TimeSpan.FromSeconds(7),
        Scrape = TimeSpan.FromSeconds(4),
    };

    [Fact]
    public void An_alert_fires_a_scrape_two_evaluations_and_its_own_time_after_its_cause()
    {
        Assert.Equal(TimeSpan.FromSeconds(2 + 4 + 7 + 30 + 7 + 5), Timing.FiresWithin(TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void An_alert_is_gone_a_scrape_and_an_evaluation_after_the_heal()
    {
        Assert.Equal(TimeSpan.FromSeconds(60 + 4 + 7 + 5), Timing.ResolvesWithin(TimeSpan.FromSeconds(60)));
    }
}
