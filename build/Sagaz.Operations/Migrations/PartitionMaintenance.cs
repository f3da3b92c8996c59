using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Partitions;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Migrations;

/// <summary>Asks one server for its partition statistics and for maintenance.</summary>
/// <param name="server">Directly, as the schema's owner. Statistics may come from a replica, maintenance needs the leader.</param>
public sealed class PartitionMaintenance(PostgresEndpoint server)
{
    /// <summary>Every partition of every partitioned table.</summary>
    /// <exception cref="PreconditionException">The schema is not there yet.</exception>
    /// <exception cref="OperationFailedException">The server refused.</exception>
    public Task<IReadOnlyList<PartitionStatistic>> StatisticsAsync(CancellationToken ct) =>
        AskAsync((rows, token) => rows.ReadPartitionsAsync(token), ct);

    /// <summary>Creates what is due, moves stray rows, drops what is past its retention, analyzes what is recent.</summary>
    /// <param name="ct">Cancels inside the database too; nothing is kept then.</param>
    /// <returns>What was done; empty when nothing was due. Errors of single partitions are rows, not exceptions.</returns>
    /// <exception cref="PreconditionException">The schema is not there yet.</exception>
    /// <exception cref="OperationFailedException">The server refused, because it is a replica for example.</exception>
    public Task<IReadOnlyList<MaintenanceAction>> MaintainAsync(CancellationToken ct) =>
        AskAsync(
            (rows, token) => rows.ReadAsync(
                "SELECT action, table_name, partition_name, details FROM public.maintain_all_partitions()", ToAction, token),
            ct);

    private async Task<IReadOnlyList<T>> AskAsync<T>(
        Func<CatalogReader, CancellationToken, Task<IReadOnlyList<T>>> ask,
        CancellationToken ct)
    {
        try
        {
            await using var source = server.CreateDataSource(commandTimeout: TimeSpan.Zero);
            await using var connection = await source.OpenConnectionAsync(ct);
            return await ask(new CatalogReader(connection), ct);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.UndefinedFunction)
        {
            throw new PreconditionException(
                $"The schema of {server} has no partition functions yet.", remedy: "./build.sh Migrate", innerException: refused);
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFacts.Failure($"Partition maintenance on {server.Name}", failure);
        }
    }

    private static MaintenanceAction ToAction(NpgsqlDataReader reader) => new(
        Enum.Parse<MaintenanceActionKind>(reader.GetString(0), ignoreCase: true),
        reader.GetString(1),
        reader.IsDBNull(2) ? null : reader.GetString(2),
        reader.GetString(3));
}
