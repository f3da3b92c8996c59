namespace Sagaz.Operations.PgBouncer;

/// <summary>One row of PgBouncer's <c>SHOW POOLS</c>, summed over the users of a database.</summary>
/// <param name="Pool">Service name.</param>
/// <param name="ActiveClients">Clients with a server connection (<c>cl_active</c>).</param>
/// <param name="WaitingClients">Clients that wait for one (<c>cl_waiting</c>).</param>
/// <param name="ActiveServers">Server connections in use (<c>sv_active</c>).</param>
/// <param name="IdleServers">Server connections at rest (<c>sv_idle</c>, <c>sv_used</c>).</param>
/// <param name="LongestWait">How long the oldest waiting client has waited (<c>maxwait</c>).</param>
public sealed record PoolStatus(string Pool, int ActiveClients, int WaitingClients, int ActiveServers, int IdleServers, TimeSpan LongestWait);
