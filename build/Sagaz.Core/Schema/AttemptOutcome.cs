namespace Sagaz.Core.Schema;

/// <summary>What came of an attempt.</summary>
public sealed record AttemptOutcome
{
    /// <summary>What was attempted.</summary>
    public required RoleAttempt Attempt { get; init; }

    /// <summary>The SQLSTATE of the refusal; null when it succeeded.</summary>
    public string? SqlState { get; init; }

    /// <summary>The first column of the first row as text, or the refusal's message; empty when there was none.</summary>
    public string Said { get; init; } = "";

    /// <summary>Whether it ended as it must.</summary>
    public bool IsAsExpected => Attempt.MustBeRefused
        ? SqlState is not null && Attempt.Refusals.Contains(SqlState)
        : SqlState is null && (Attempt.Answer is null || Attempt.Answer == Said);

    /// <inheritdoc />
    public override string ToString() => SqlState is null
        ? Attempt.MustBeRefused ? $"{Attempt}: allowed" : $"{Attempt}: answered '{Said}'"
        : $"{Attempt}: {SqlState} {Said}";
}
