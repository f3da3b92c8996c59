namespace Sagaz.Core.Status;

/// <summary>One member in the status.</summary>
public sealed record MemberLine
{
    /// <summary>Member name, e.g. <c>postgres-0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Patroni's role, or <c>-</c> where nobody knows it.</summary>
    public required string Role { get; init; }

    /// <summary>Patroni's state, or <c>not supervised</c> when its process does not run.</summary>
    public required string State { get; init; }

    /// <summary>Timeline; null while unknown.</summary>
    public int? Timeline { get; init; }

    /// <summary>WAL behind the leader, in bytes; null on the leader and while unknown.</summary>
    public long? LagBytes { get; init; }

    /// <summary>Where it listens.</summary>
    public required string Endpoint { get; init; }
}
