namespace Sagaz.Core.Schema;

/// <summary>Something that a role attempts, always in a transaction that is rolled back, and what must come of it.</summary>
/// <param name="Role">Who logs in.</param>
/// <param name="Session">Where.</param>
/// <param name="Statement">What is attempted; in a replication session, a replication command.</param>
public sealed record RoleAttempt(string Role, AttemptSession Session, string Statement)
{
    /// <summary>SQLSTATE of PostgreSQL's "insufficient privilege".</summary>
    public const string InsufficientPrivilege = "42501";

    /// <summary>SQLSTATEs one of which must come back, at the login or the statement; empty when it must succeed.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    /// <summary>What the first column of the first row must say; null when any answer will do.</summary>
    public string? Answer { get; init; }

    /// <summary>Whether the role must not be able to do it.</summary>
    public bool MustBeRefused => Refusals.Count > 0;

    /// <inheritdoc />
    public override string ToString() => Session switch
    {
        AttemptSession.Maintenance => $"{Statement} (in database postgres)",
        AttemptSession.Replication => $"{Statement} (replication)",
        _ => Statement,
    };
}
