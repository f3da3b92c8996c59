namespace Sagaz.Core.Backups;

/// <summary>How the leader's archiving stands.</summary>
public sealed record ArchiveReading
{
    /// <summary>When a segment last arrived; null when none ever did.</summary>
    public required DateTimeOffset? LastArchivedAt { get; init; }

    /// <summary>When a segment last did not arrive; null when that never happened.</summary>
    public required DateTimeOffset? LastFailedAt { get; init; }

    /// <summary>The segment that last did not arrive; empty when that never happened.</summary>
    public required string LastFailed { get; init; }

    /// <summary>Finished segments that wait to be archived.</summary>
    public required int Waiting { get; init; }

    /// <summary>Whether the last attempt failed.</summary>
    public bool IsFailing => LastFailedAt is { } failed && !(LastArchivedAt > failed);
}
