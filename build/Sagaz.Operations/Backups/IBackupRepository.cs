using Sagaz.Core.Backups;

namespace Sagaz.Operations.Backups;

/// <summary>Where a cluster's backups and WAL are kept, and what can be done with them.</summary>
public interface IBackupRepository
{
    /// <summary>The machine that alone can make backups, with the command for it; null where they are made from here.</summary>
    string? MadeBy { get; }

    /// <summary>Makes the repository ready for the cluster's WAL; does nothing where it is. The cluster has a leader.</summary>
    /// <exception cref="Core.Errors.OperationFailedException">It belongs to another cluster, or cannot be reached.</exception>
    Task EnsureAsync(CancellationToken cancellationToken);

    /// <summary>Makes a backup, from a replica where one streams, and lets old ones go.</summary>
    /// <param name="kind">How much of the cluster it holds itself; a differential one becomes full where there is no full one.</param>
    /// <param name="cancellationToken">Stops it; what was copied serves the next one.</param>
    /// <exception cref="Core.Errors.PreconditionException">Backups are made on another machine (<see cref="MadeBy"/>).</exception>
    /// <exception cref="Core.Errors.OperationFailedException">It did not end well.</exception>
    Task BackupAsync(BackupKind kind, CancellationToken cancellationToken);

    /// <summary>What the repository holds.</summary>
    /// <exception cref="Core.Errors.OperationFailedException">It cannot be reached.</exception>
    Task<BackupCatalog> ReadCatalogAsync(CancellationToken cancellationToken);

    /// <summary>Names of the files in the newest archive.</summary>
    /// <param name="catalog">What the repository holds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Core.Errors.OperationFailedException">It cannot be reached.</exception>
    Task<IReadOnlyList<string>> ReadArchiveAsync(BackupCatalog catalog, CancellationToken cancellationToken);

    /// <summary>Has the leader finish a WAL segment, and waits for it to arrive.</summary>
    /// <param name="patience">How long it may take (<c>limits.backup.arrivalSeconds</c>).</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null when it arrived; else why not.</returns>
    Task<string?> CheckAsync(TimeSpan patience, CancellationToken cancellationToken);
}
