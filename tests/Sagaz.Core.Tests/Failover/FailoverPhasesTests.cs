using Sagaz.Core.Failover;

namespace Sagaz.Core.Tests.Failover;

public sealed class FailoverPhasesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_phase_lasts_from_the_end_of_the_one_before_it()
    {
        Sighting[] sightings =
        [
            See(-1, SightingPlace.Key, "old"), See(-1, SightingPlace.Writable, "old"), See(-1, SightingPlace.Proxy, "old"), See(-1, SightingPlace.Pool, "old"),
            See(2, SightingPlace.Key, ""), See(3, SightingPlace.Key, "new"), See(5, SightingPlace.Writable, "new"),
            See(1, SightingPlace.Proxy, ""), See(6, SightingPlace.Proxy, "new"), See(8, SightingPlace.Pool, "new"),
        ];

        var phases = FailoverPhases.Read(Start, "old", sightings, [At(-1), At(9), At(10)]);

        Assert.Equal([2, 1, 2, 1, 2, 1], phases.All.Select(phase => phase.Duration!.Value.TotalSeconds));
    }

    [Fact]
    public void A_step_seen_before_its_cause_took_no_time()
    {
        Sighting[] sightings = [See(3, SightingPlace.Key, "new"), See(2, SightingPlace.Writable, "new"), See(4, SightingPlace.Proxy, "new")];

        var phases = FailoverPhases.Read(Start, "old", sightings, []);

        Assert.Equal(TimeSpan.FromSeconds(3), phases.Detect);
        Assert.Equal(TimeSpan.Zero, phases.Elect);
        Assert.Equal(TimeSpan.Zero, phases.Promote);
        Assert.Equal(TimeSpan.FromSeconds(1), phases.Proxy);
        Assert.Null(phases.Pool);
    }

    [Fact]
    public void Without_another_leader_there_is_no_phase()
    {
        var phases = FailoverPhases.Read(Start, "old", [See(1, SightingPlace.Key, ""), See(2, SightingPlace.Key, "old")], [At(3)]);

        Assert.All(phases.All, phase => Assert.Null(phase.Duration));
    }

    private static Sighting See(double second, SightingPlace place, string member) => new(At(second), place, member);

    private static DateTimeOffset At(double second) => Start.AddSeconds(second);
}
