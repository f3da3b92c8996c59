namespace Sagaz.Operations.PgBouncer;

/// <summary>One row of PgBouncer's <c>SHOW POOLS</c>, summed over the users of a database.</summary>
/// <param name="Pool">Service name.</param>
/// <param name="ActiveClients">Clients with a server connection (<c>cl_active</c>).</param>
/// <param name="WaitingClients">Clients that wait for one (<c>cl_waiting</c>).</param>
/// <param name="ActiveServers">Server connections in use (<c>sv_active</c>).</param>
/// <param name="IdleServers">Server connections at rest (<c>sv_idle</c>, <c>sv_used</c>).</param>
/// <param name="LongestWait">How long the oldest waiting client has waited (<c>maxwait</c>).</param>
public sealed record PoolStatus(string Pool, int ActiveClients, int WaitingClients, int ActiveServers, int IdleServers, TimeSpan LongestWait)
{
    /// <summary>Poolers that the pool has.</summary>
    public int Poolers { get; init; } = 1;

    /// <summary>Those of them that answered; the figures are theirs.</summary>
    public int Answering { get; init; } = 1;

    /// <summary>Of several poolers together; null where none answered.</summary>
    /// <param name="pool">The pool's name.</param>
    /// <param name="poolers">What each of them does; null for one that does not answer.</param>
    public static PoolStatus? Sum(string pool, IReadOnlyList<PoolStatus?> poolers)
    {
        var heard = poolers.OfType<PoolStatus>().ToList();
        return heard.Count == 0 ? null : new(
            pool,
            heard.Sum(one => one.ActiveClients),
            heard.Sum(one => one.WaitingClients),
            heard.Sum(one => one.ActiveServers),
            heard.Sum(one => one.IdleServers),
            heard.Max(one => one.LongestWait))
        {
            Poolers = poolers.Count,
            Answering = heard.Count,
        };
    }
}
