using Sagaz.Core.Backups;

namespace Sagaz.Operations.Backups;

/// <summary>What a runtime that makes backups offers beside the cluster itself.</summary>
public interface IBackupSite
{
    /// <summary>The repository.</summary>
    /// <exception cref="Core.Errors.PreconditionException">pgBackRest is missing.</exception>
    Task<IBackupRepository> OpenRepositoryAsync(CancellationToken cancellationToken);

    /// <summary>Free space on a local repository's disk, bytes; null where the repository is elsewhere.</summary>
    Task<long?> ReadFreeBytesAsync(CancellationToken cancellationToken);

    /// <summary>Restores beside the cluster, and waits until the copy has reached its target and takes logins on loopback.</summary>
    /// <param name="name">Name of the copy; an older one of the same name is removed first.</param>
    /// <param name="backup">Where it begins.</param>
    /// <param name="target">Where it ends.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Core.Errors.OperationFailedException">The copy does not start, or WAL ends before the target.</exception>
    Task<RestoredServer> RestoreBesideAsync(string name, BackupSet backup, RestoreTarget target, CancellationToken cancellationToken);
}
