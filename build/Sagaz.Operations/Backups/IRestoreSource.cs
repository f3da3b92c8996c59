using Sagaz.Core.Backups;

namespace Sagaz.Operations.Backups;

/// <summary>Backups as a server beside the cluster reaches them.</summary>
public interface IRestoreSource
{
    /// <summary>Puts a backup into an empty folder, with orders for PostgreSQL to replay WAL up to the target when it starts.</summary>
    /// <param name="backup">Where it begins.</param>
    /// <param name="target">Where it ends.</param>
    /// <param name="folder">An empty folder of the servers' user.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Core.Errors.OperationFailedException">It did not end well.</exception>
    Task RestoreAsync(BackupSet backup, RestoreTarget target, string folder, CancellationToken cancellationToken);
}
