using Sagaz.Core.Failover;

namespace Sagaz.Core.Tests.Failover;

public sealed class ClockworkTests
{
    private static readonly Clockwork Clock = new() { Ttl = TimeSpan.FromSeconds(20), LoopWait = TimeSpan.FromSeconds(2), RetryTimeout = TimeSpan.FromSeconds(4), SupervisorRestart = TimeSpan.FromSeconds(1) };

    [Theory]
    [InlineData(5, 0.5)]
    [InlineData(50, 0.08)]
    public void Faults_meet_every_part_of_a_round(int faults, double largestGapSeconds)
    {
        var moments = Enumerable.Range(1, faults).Select(fault => Clock.MomentOf(fault)).Order().ToList();

        Assert.InRange(moments[0], TimeSpan.Zero, Clock.LoopWait);
        Assert.True(moments[^1] < Clock.LoopWait);
        // The gap over the round's end counts as well: the next round begins there.
        var gaps = moments.Zip([.. moments.Skip(1), moments[0] + Clock.LoopWait], (one, next) => next - one);
        Assert.True(gaps.Max() < TimeSpan.FromSeconds(largestGapSeconds), $"{gaps.Max()}");
    }
}
