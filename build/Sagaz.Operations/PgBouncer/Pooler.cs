using Sagaz.Core.Topology;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.PgBouncer;

/// <summary>One PgBouncer of a pool.</summary>
/// <param name="Endpoint">How it alone is reached; its name tells it from the others of the pool.</param>
public sealed record Pooler(PostgresEndpoint Endpoint)
{
    /// <summary>What resumes it when we do not; null where a process of this machine can.</summary>
    public IPauseGuard? Guard { get; init; }

    /// <summary>Poolers among which the pool's servers are divided; 1 where each may hold all of them.</summary>
    public int Sharers { get; init; } = 1;

    /// <summary>Its part of a pool.</summary>
    public PoolTopology Share(PoolTopology pool) => pool with { Size = Math.Max(1, pool.Size / Sharers) };
}
