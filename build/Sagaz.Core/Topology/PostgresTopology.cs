namespace Sagaz.Core.Topology;

/// <summary>Settings of every PostgreSQL member.</summary>
public sealed record PostgresTopology
{
    /// <summary>PostgreSQL's <c>max_connections</c>.</summary>
    public required int MaxConnections { get; init; }

    /// <summary>Memory of the machine that <see cref="Memory"/> was sized for, per member; bytes.</summary>
    public required long MemoryPerMemberBytes { get; init; }

    /// <summary>Memory settings in bytes, sized for <see cref="MemoryPerMemberBytes"/>.</summary>
    public required IReadOnlyDictionary<string, long> Memory { get; init; }

    /// <summary>Other settings, as in postgresql.conf.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }
}
