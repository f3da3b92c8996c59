using System.Data.Common;
using Npgsql;
using Sagaz.Core.Ledger;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Ledger;

/// <summary>A run's rows in the database: read for the verdict, removed when it is told.</summary>
/// <param name="database">A server that takes writes, or a restored copy.</param>
/// <param name="plan">The run.</param>
public sealed class LedgerDatabase(PostgresEndpoint database, LedgerPlan plan)
{
    /// <summary>Whether there are tables for such rows: whether the database was ever migrated.</summary>
    /// <exception cref="NpgsqlException">The server does not answer.</exception>
    public async Task<bool> HasTablesAsync(CancellationToken cancellationToken)
    {
        await using var source = database.CreateDataSource(Deadlines.Connected);
        await using var look = source.CreateCommand("SELECT to_regclass('public.saga_outbox') IS NOT NULL");
        return (bool)(await look.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Everything that the database holds of the run, as of one moment.</summary>
    /// <exception cref="NpgsqlException">The server does not answer.</exception>
    public async Task<StoredRows> ReadAsync(CancellationToken cancellationToken)
    {
        await using var source = database.CreateDataSource(Deadlines.Connected);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var events = await RowsAsync(connection, LedgerStatements.StoredEvents, ReadEvent, cancellationToken);
        var steps = await RowsAsync(connection, LedgerStatements.StoredSteps, row => (row.GetString(0), row.GetInt32(1)), cancellationToken);
        return new StoredRows(events, steps);
    }

    /// <summary>Removes the run's rows.</summary>
    /// <returns>How many there were, sagas and events.</returns>
    /// <exception cref="NpgsqlException">The server does not answer.</exception>
    public async Task<int> RemoveAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        await using var source = database.CreateDataSource(Deadlines.Connected);
        foreach (var statement in new[] { LedgerStatements.RemoveEvents, LedgerStatements.RemoveSagas })
        {
            await using var remove = source.CreateCommand(statement);
            remove.Parameters.Add(new NpgsqlParameter { Value = plan.AggregateType });
            removed += await remove.ExecuteNonQueryAsync(cancellationToken);
        }
        return removed;
    }

    internal static LedgerEvent ReadEvent(DbDataReader row) => new(row.GetGuid(0), row.GetString(1), row.GetInt32(2));

    private async Task<IReadOnlyList<T>> RowsAsync<T>(NpgsqlConnection connection, string statement, Func<DbDataReader, T> read, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = plan.AggregateType });
        await using var row = await command.ExecuteReaderAsync(token);
        var rows = new List<T>();
        while (await row.ReadAsync(token))
            rows.Add(read(row));
        return rows;
    }
}
