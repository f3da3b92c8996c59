using Sagaz.Core.Replication;

namespace Sagaz.Core.Backups;

/// <summary>One backup in the repository.</summary>
public sealed record BackupSet
{
    /// <summary>Its name, e.g. <c>20261123-020000F</c>; a differential one is named after its full one too.</summary>
    public required string Label { get; init; }

    /// <summary>How much it holds itself.</summary>
    public required BackupKind Kind { get; init; }

    /// <summary>When copying began; UTC, whole seconds.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When copying ended; UTC, whole seconds. Nothing before it can be restored from this backup.</summary>
    public required DateTimeOffset StoppedAt { get; init; }

    /// <summary>Where WAL stood when copying ended; the earliest position that it can be restored to.</summary>
    public required Lsn StopLsn { get; init; }

    /// <summary>First WAL segment that it needs.</summary>
    public required string FirstWal { get; init; }

    /// <summary>Last WAL segment that it needs.</summary>
    public required string LastWal { get; init; }

    /// <summary>Size of the databases; bytes.</summary>
    public required long DatabaseBytes { get; init; }

    /// <summary>What it takes in the repository itself, compressed; bytes.</summary>
    public required long RepositoryBytes { get; init; }

    /// <summary>Whether a page with a wrong checksum was met when it was made.</summary>
    public required bool HasPageErrors { get; init; }
}
