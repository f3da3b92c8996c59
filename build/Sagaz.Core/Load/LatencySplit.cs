namespace Sagaz.Core.Load;

/// <summary>Where the time of a pool's requests went: means for one transaction or query, in milliseconds.</summary>
public sealed record LatencySplit
{
    /// <summary>The pool.</summary>
    public required LoadPool Pool { get; init; }

    /// <summary>Late begin of the request, because every client was busy.</summary>
    public required double ScheduleLag { get; init; }

    /// <summary>Wait for a server connection in PgBouncer (<c>SHOW STATS</c>, wait time).</summary>
    public required double PoolWait { get; init; }

    /// <summary>Statements in PostgreSQL (pg_stat_statements).</summary>
    public required double Execution { get; init; }

    /// <summary>The rest of the server's side: parsing, the commit with its disk and its replica, HAProxy (PgBouncer's query time less the execution).</summary>
    public required double Commit { get; init; }

    /// <summary>The rest: network, TLS and PgBouncer before it asks the server, and the client.</summary>
    public required double Network { get; init; }

    /// <summary>Splits the means of a pool; what one source says more than another can, is no less than 0.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="steps">What clients saw.</param>
    /// <param name="poolWaitMs">Mean wait for a server.</param>
    /// <param name="queryMs">Mean time that PgBouncer waited for the server's answer.</param>
    /// <param name="executionMs">All time in PostgreSQL; milliseconds.</param>
    public static LatencySplit? Of(LoadPool pool, IReadOnlyList<StepFigures> steps, double poolWaitMs, double queryMs, double executionMs)
    {
        var own = steps.Where(step => step.Pool == pool).ToList();
        var roundTrips = own.SelectMany(step => step.RoundTrips.Values).Sum(figures => figures.Count);
        if (roundTrips == 0)
            return null;
        var total = own.SelectMany(step => step.RoundTrips.Values).Sum(figures => figures.Mean * figures.Count) / roundTrips;
        var lag = own.Sum(step => (step.Latency.Mean - step.Service.Mean) * step.Latency.Count) / roundTrips;
        var execution = executionMs / roundTrips;
        double Part(double value) => Math.Round(Math.Max(0, value), 3);
        return new LatencySplit
        {
            Pool = pool,
            ScheduleLag = Part(lag),
            PoolWait = Part(poolWaitMs),
            Execution = Part(execution),
            Commit = Part(queryMs - execution),
            Network = Part(total - lag - poolWaitMs - queryMs),
        };
    }
}
