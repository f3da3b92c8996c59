namespace Sagaz.Core.Replication;

/// <summary>Where fresh connections through one pool ended up.</summary>
public sealed record PoolRouting
{
    /// <summary>The pool's name, e.g. <c>pgbouncer-ro</c>.</summary>
    public required string Pool { get; init; }

    /// <summary>Connections that were to be made.</summary>
    public required int Attempts { get; init; }

    /// <summary>Those that a server answered.</summary>
    public IReadOnlyList<RoutedConnection> Connections { get; init; } = [];

    /// <summary>Why the others failed, one text each; after a whole wave failed the rest is not tried.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>How many ended on a server of that role.</summary>
    public int On(MemberRole role) => Connections.Count(connection => connection.Role == role);

    /// <summary>Connections per server, and the first failure, e.g. <c>postgres-1: 12, postgres-2: 8</c>.</summary>
    public string Describe()
    {
        var servers = Connections
            .GroupBy(connection => connection.Server)
            .OrderBy(server => server.Key, StringComparer.Ordinal)
            .Select(server => $"{server.Key}: {server.Count()}");
        var failures = Failures.Count == 0 ? Array.Empty<string>() : [$"failed: {Failures.Count} ({Failures[0]})"];
        return string.Join(", ", servers.Concat(failures));
    }
}
