namespace Sagaz.Core.Replication;

/// <summary>Where both pools lead.</summary>
/// <param name="ReadWrite">Through pgbouncer-rw.</param>
/// <param name="ReadOnly">Through pgbouncer-ro.</param>
public sealed record PoolRoutingResult(PoolRouting ReadWrite, PoolRouting ReadOnly);
