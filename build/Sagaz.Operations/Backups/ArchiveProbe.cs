using Npgsql;
using Sagaz.Core.Backups;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Backups;

/// <summary>Asks the leader how its archiving stands, and gives it something to archive.</summary>
public static class ArchiveProbe
{
    private const string Statement =
        """
        SELECT last_archived_time, last_failed_time, coalesce(last_failed_wal, ''),
               (SELECT count(*)::integer FROM pg_ls_archive_statusdir() WHERE name LIKE '%.ready')
        FROM pg_stat_archiver
        """;

    /// <param name="leader">The leader, as superuser.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NpgsqlException">It does not answer.</exception>
    public static async Task<ArchiveReading> ReadAsync(PostgresEndpoint leader, CancellationToken cancellationToken)
    {
        await using var source = leader.CreateDataSource();
        await using var command = source.CreateCommand(Statement);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        DateTimeOffset? At(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTime>(column);
        return new ArchiveReading { LastArchivedAt = At(0), LastFailedAt = At(1), LastFailed = row.GetString(2), Waiting = row.GetInt32(3) };
    }

    /// <summary>Commits a transaction that changes nothing.</summary>
    /// <remarks>Recovery to a moment ends at the first commit after it, and fails where there is none.</remarks>
    /// <param name="leader">The leader, as superuser.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NpgsqlException">It does not answer.</exception>
    public static async Task CommitAsync(PostgresEndpoint leader, CancellationToken cancellationToken)
    {
        await using var source = leader.CreateDataSource();
        await using var command = source.CreateCommand("SELECT pg_current_xact_id()");
        await command.ExecuteScalarAsync(cancellationToken);
    }
}
