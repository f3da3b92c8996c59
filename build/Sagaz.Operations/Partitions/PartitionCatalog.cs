using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Partitions;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Partitions;

/// <summary>Reads which partitions there are and how long they will do. A replica answers too.</summary>
/// <param name="server">Directly, as the schema's owner.</param>
public sealed class PartitionCatalog(PostgresEndpoint server)
{
    private const string Activity = "Reading the partitions";

    /// <summary>Every partition of every partitioned table.</summary>
    /// <exception cref="PreconditionException">The schema is not there yet.</exception>
    /// <exception cref="OperationFailedException">The server refused.</exception>
    public Task<IReadOnlyList<PartitionStatistic>> StatisticsAsync(CancellationToken cancellationToken) => PartitionSession.RunAsync(
        server,
        Activity,
        (session, token) => session.ListAsync(
            """
            SELECT table_name, partition_name, is_default, range_from, range_to, estimated_rows, total_bytes
            FROM public.get_partition_statistics()
            """,
            ToStatistic,
            token),
        cancellationToken);

    /// <summary>The runway of every partitioned table.</summary>
    /// <inheritdoc cref="StatisticsAsync" />
    public Task<IReadOnlyList<PartitionRunway>> RunwayAsync(CancellationToken cancellationToken) => PartitionSession.RunAsync(
        server,
        Activity,
        (session, token) => session.ListAsync(
            """
            SELECT table_name, partitions_ahead, covered_until, runway_hours::float8, rows_per_hour::float8,
              bytes_per_hour::float8, default_bytes, last_run, last_success
            FROM public.get_partition_runway()
            """,
            ToRunway,
            token),
        cancellationToken);

    private static PartitionStatistic ToStatistic(NpgsqlDataReader row) => new()
    {
        Table = row.GetString(0),
        Partition = row.GetString(1),
        IsDefault = row.GetBoolean(2),
        From = row.GetFieldValue<DateTimeOffset?>(3),
        To = row.GetFieldValue<DateTimeOffset?>(4),
        EstimatedRows = row.GetInt64(5),
        TotalBytes = row.GetInt64(6),
    };

    private static PartitionRunway ToRunway(NpgsqlDataReader row) => new()
    {
        Table = row.GetString(0),
        PartitionsAhead = row.GetInt32(1),
        CoveredUntil = row.GetFieldValue<DateTimeOffset?>(2),
        Hours = row.GetDouble(3),
        RowsPerHour = row.GetDouble(4),
        BytesPerHour = row.GetDouble(5),
        DefaultBytes = row.GetInt64(6),
        LastRun = row.GetFieldValue<DateTimeOffset?>(7),
        LastSuccess = row.GetFieldValue<DateTimeOffset?>(8),
    };
}
