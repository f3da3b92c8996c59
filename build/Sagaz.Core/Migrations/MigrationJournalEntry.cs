namespace Sagaz.Core.Migrations;

/// <summary>One row of the journal: a script that was applied.</summary>
public sealed record MigrationJournalEntry
{
    /// <summary>The script's file name.</summary>
    public required string Script { get; init; }

    /// <summary><see cref="MigrationScript.Hash"/> of what was applied.</summary>
    public required string Hash { get; init; }

    /// <summary>When, by the leader's clock.</summary>
    public required DateTimeOffset AppliedAt { get; init; }
}
