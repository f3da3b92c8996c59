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

    /// <summary>How long it took; zero for a baseline.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The row's number; later rows have greater ones, with gaps.</summary>
    public long Sequence { get; init; }

    /// <summary>Where the leader's WAL ended when the row was written, in PostgreSQL's notation.</summary>
    public string Lsn { get; init; } = "0/0";

    /// <summary>The leader's timeline when the row was written.</summary>
    public int Timeline { get; init; }
}
