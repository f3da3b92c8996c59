using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Partitions;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Partitions;

/// <summary>Does what <c>maintain_all_partitions()</c> does, in short transactions of their own instead of one.</summary>
/// <param name="server">The leader, directly, as the schema's owner.</param>
/// <param name="log">Told about archives as they are made.</param>
/// <param name="patience">How it waits for locks; the defaults where null.</param>
public sealed class PartitionMaintenance(PostgresEndpoint server, IProgressLog log, LockPatience? patience = null)
{
    private static readonly TimeSpan OtherMaintenance = TimeSpan.FromSeconds(5);

    /// <summary>Creates what is due, moves stray rows, analyzes what changed, retires what is past its retention.</summary>
    /// <param name="archiveFolder">Where every partition is archived before it is dropped; null drops without an archive.</param>
    /// <param name="cancellationToken">Stops inside the database too; the steps that were done stay done.</param>
    /// <returns>What was done; empty when nothing was due. Errors of single partitions are rows, not exceptions.</returns>
    /// <exception cref="PreconditionException">The schema is not there yet.</exception>
    /// <exception cref="OperationFailedException">The server refused, because it is a replica for example.</exception>
    public Task<IReadOnlyList<MaintenanceAction>> MaintainAsync(string? archiveFolder, CancellationToken cancellationToken) =>
        PartitionSession.RunAsync(
            server,
            "Partition maintenance",
            (session, token) => new MaintenanceRun(session, patience ?? new LockPatience(), archiveFolder, log).RunAsync(OtherMaintenance, token),
            cancellationToken);
}
