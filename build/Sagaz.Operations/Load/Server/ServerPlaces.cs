using Sagaz.Core.Load;
using Sagaz.Operations.PgBouncer;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Load.Server;

/// <summary>Whom a load's watch asks.</summary>
public sealed record ServerPlaces
{
    /// <summary>The write frontend, as its superuser.</summary>
    public required PostgresEndpoint Leader { get; init; }

    /// <summary>The write frontend, as a role of pg_monitor.</summary>
    public required PostgresEndpoint Watched { get; init; }

    /// <summary>All members, directly.</summary>
    public required IReadOnlyList<PostgresEndpoint> Members { get; init; }

    /// <summary>The pools' consoles.</summary>
    public required IReadOnlyDictionary<LoadPool, PoolConsole> Consoles { get; init; }

    /// <summary>The application's database.</summary>
    public required string Database { get; init; }

    /// <summary>The load's roles: the application's, and the reader's.</summary>
    public required IReadOnlyList<string> Roles { get; init; }
}
