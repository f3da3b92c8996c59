namespace Sagaz.Core.Failover;

/// <summary>How long each step of a failover took; each from the end of the one before it. Null where it did not happen.</summary>
public sealed record FailoverPhases
{
    /// <summary>From the break until the old leader's key is gone.</summary>
    public TimeSpan? Detect { get; init; }

    /// <summary>Until another member holds the key.</summary>
    public TimeSpan? Elect { get; init; }

    /// <summary>Until that member says that it takes writes.</summary>
    public TimeSpan? Promote { get; init; }

    /// <summary>Until HAProxy sends writers there.</summary>
    public TimeSpan? Proxy { get; init; }

    /// <summary>Until a probe through pgbouncer-rw is answered from there.</summary>
    public TimeSpan? Pool { get; init; }

    /// <summary>Until a writer's transaction is acknowledged.</summary>
    public TimeSpan? FirstWrite { get; init; }

    /// <summary>All phases with their names, in order.</summary>
    public IReadOnlyList<(string Name, TimeSpan? Duration)> All =>
        [("detect", Detect), ("elect", Elect), ("promote", Promote), ("proxy", Proxy), ("pool", Pool), ("firstWrite", FirstWrite)];

    /// <summary>Reads the phases off what was seen.</summary>
    /// <param name="broken">When the fault was set.</param>
    /// <param name="oldLeader">Who led then.</param>
    /// <param name="sightings">Changes, in any order.</param>
    /// <param name="writes">Acknowledgements of all writers.</param>
    /// <remarks>
    /// Observers look every 50 to 100 ms and independently, so a step may be seen before the one that it follows from:
    /// then it took no time.
    /// </remarks>
    public static FailoverPhases Read(DateTimeOffset broken, string oldLeader, IReadOnlyList<Sighting> sightings, IEnumerable<DateTimeOffset> writes)
    {
        var after = sightings.Where(sighting => sighting.At >= broken).OrderBy(sighting => sighting.At).ToList();
        DateTimeOffset? First(SightingPlace place, Func<string, bool> isMeant) =>
            after.FirstOrDefault(sighting => sighting.Place == place && isMeant(sighting.Member))?.At;
        var leader = after.FirstOrDefault(sighting => sighting.Place == SightingPlace.Key && sighting.Member.Length > 0 && sighting.Member != oldLeader)?.Member;
        if (leader is null)
            return new FailoverPhases();
        var last = broken;
        TimeSpan? Since(DateTimeOffset? moment)
        {
            if (moment is not { } at)
                return null;
            var from = last;
            last = at > last ? at : last;
            return last - from;
        }
        return new FailoverPhases
        {
            Detect = Since(First(SightingPlace.Key, member => member != oldLeader)),
            Elect = Since(First(SightingPlace.Key, member => member == leader)),
            Promote = Since(First(SightingPlace.Writable, member => member == leader)),
            Proxy = Since(First(SightingPlace.Proxy, member => member == leader)),
            Pool = Since(First(SightingPlace.Pool, member => member == leader)),
            FirstWrite = Since(writes.Where(at => at > last).Order().Cast<DateTimeOffset?>().FirstOrDefault()),
        };
    }
}
