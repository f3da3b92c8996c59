namespace Sagaz.Core.Status;

/// <summary>One pool in the status.</summary>
public sealed record PoolLine
{
    /// <summary>Service name.</summary>
    public required string Name { get; init; }

    /// <summary><c>up</c>, or why not.</summary>
    public required string State { get; init; }

    /// <summary>PgBouncer's pool mode.</summary>
    public required string Mode { get; init; }

    /// <summary>Clients that hold a server connection.</summary>
    public int? ActiveClients { get; init; }

    /// <summary>Clients that wait for one.</summary>
    public int? WaitingClients { get; init; }

    /// <summary>Server connections, busy and idle.</summary>
    public int? Servers { get; init; }

    /// <summary>Server connections that the pool may hold.</summary>
    public required int Size { get; init; }

    /// <summary>Where it listens.</summary>
    public required string Endpoint { get; init; }
}
