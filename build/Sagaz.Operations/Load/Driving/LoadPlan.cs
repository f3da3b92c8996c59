using Sagaz.Core.Load;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Load.Driving;

/// <summary>One load from its warm-up to its end: what, where, how often, how long.</summary>
public sealed record LoadPlan
{
    /// <summary>Name for reports.</summary>
    public required string Name { get; init; }

    /// <summary>What clients do.</summary>
    public required LoadProfile Profile { get; init; }

    /// <summary>pgbouncer-rw, as the application.</summary>
    public required PostgresEndpoint Writes { get; init; }

    /// <summary>pgbouncer-ro, as a reader.</summary>
    public required PostgresEndpoint Reads { get; init; }

    /// <summary>Clients of pgbouncer-rw.</summary>
    public required int WriteConnections { get; init; }

    /// <summary>Clients of pgbouncer-ro.</summary>
    public required int ReadConnections { get; init; }

    /// <summary>How requests begin.</summary>
    public required LoadArrivals Arrivals { get; init; }

    /// <summary>Requests a second, over both pools; of no meaning in a closed loop.</summary>
    public required double Rate { get; init; }

    /// <summary>Left out of all figures.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>What the figures are about.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How late a request may begin before it is skipped.</summary>
    public required TimeSpan SkipAfter { get; init; }

    /// <summary>Whether statements are prepared once: the write pool must keep them from one transaction to the next.</summary>
    public bool MayPrepareWrites { get; init; }

    /// <summary>Whether statements of the read pool are prepared once; a session pool always keeps them.</summary>
    public bool MayPrepareReads { get; init; }

    /// <summary>What each commit waits for; null for what the cluster says.</summary>
    public CommitLevel? Commit { get; init; }

    internal long WarmUpNanoseconds => (long)(WarmUp.TotalSeconds * LoadClock.Second);

    internal long EndNanoseconds => (long)((WarmUp + Duration).TotalSeconds * LoadClock.Second);
}
