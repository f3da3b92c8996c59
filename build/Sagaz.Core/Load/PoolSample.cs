namespace Sagaz.Core.Load;

/// <summary>One look at a pool beside a load.</summary>
/// <param name="At">Seconds since the beginning of the warm-up.</param>
/// <param name="Pool">The pool.</param>
/// <param name="ActiveClients">Clients with a server.</param>
/// <param name="WaitingClients">Clients that wait for one.</param>
/// <param name="ActiveServers">Servers in use.</param>
/// <param name="IdleServers">Servers at rest.</param>
public sealed record PoolSample(double At, LoadPool Pool, int ActiveClients, int WaitingClients, int ActiveServers, int IdleServers);
