namespace Sagaz.Core.Topology;

/// <summary>One PgBouncer pool.</summary>
public sealed record PoolTopology
{
    /// <summary>Service name: <c>pgbouncer-rw</c> or <c>pgbouncer-ro</c>.</summary>
    public required string Name { get; init; }

    /// <summary>PgBouncer's <c>pool_mode</c>.</summary>
    public required PoolMode Mode { get; init; }

    /// <summary>Clients that may be connected at once (<c>max_client_conn</c>), 1 to 100,000.</summary>
    public required int MaxClientConnections { get; init; }

    /// <summary>Server connections for clients (<c>default_pool_size</c>), 1 to 10,000.</summary>
    public required int Size { get; init; }

    /// <summary>Server connections that the pool may hold in all (<c>max_db_connections</c>).</summary>
    /// <remarks>One more than for clients: looking a password up takes a server too, and without it nobody could log in to a full pool.</remarks>
    public int ServerConnections => Size + 1;

    /// <summary>Server connections kept open when idle (<c>min_pool_size</c>), 0 to <see cref="Size"/>.</summary>
    public required int MinimumSize { get; init; }

    /// <summary>Age at which an unused server connection is closed (<c>server_lifetime</c>).</summary>
    public required TimeSpan ServerLifetime { get; init; }
}
