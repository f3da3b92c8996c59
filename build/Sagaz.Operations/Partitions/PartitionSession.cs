using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Partitions;

/// <summary>One direct session of the schema's owner, whose every statement is a transaction of its own.</summary>
internal sealed class PartitionSession : IAsyncDisposable
{
    /// <remarks>
    /// synchronous_commit = local: a replica that is away must not hold up a commit while it holds locks. Nothing can be
    /// lost by it: what a failover undoes is maintenance as a whole, and the next run does it again.
    /// </remarks>
    private const string Settings =
        "SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET extra_float_digits = 1; "
        + "SET bytea_output = 'hex'; SET synchronous_commit = 'local'";

    private readonly NpgsqlDataSource _source;

    private PartitionSession(NpgsqlDataSource source, NpgsqlConnection connection) => (_source, Connection) = (source, connection);

    public NpgsqlConnection Connection { get; }

    /// <summary>Opens a session, does the work, and says in people's words what went wrong.</summary>
    public static async Task<T> RunAsync<T>(
        PostgresEndpoint server, string activity, Func<PartitionSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await OpenAsync(server, cancellationToken);
            var result = await work(session, cancellationToken);
            // The server sees the end of a session later than its client does: whoever comes next must find the locks free.
            await session.ExecuteAsync("SELECT pg_advisory_unlock_all()", cancellationToken);
            return result;
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.UndefinedTable)
        {
            throw new PreconditionException(
                $"The schema of {server} lacks what {activity} needs.", PostgresFacts.Of(refused).Prepend(refused.MessageText), "./build.sh Migrate", refused);
        }
        catch (NpgsqlException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFacts.Failure($"{activity} on {server.Name}", failure);
        }
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<T> ReadAsync<T>(string sql, CancellationToken cancellationToken, params object[] values) =>
        (await ListAsync(sql, row => row.GetFieldValue<T>(0), cancellationToken, values))[0];

    public async Task<IReadOnlyList<T>> ListAsync<T>(
        string sql, Func<NpgsqlDataReader, T> toRow, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(toRow(reader));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _source.DisposeAsync();
    }

    private static async Task<PartitionSession> OpenAsync(PostgresEndpoint server, CancellationToken cancellationToken)
    {
        var source = server.CreateDataSource(Deadlines.Connected, TimeSpan.Zero);
        try
        {
            var session = new PartitionSession(source, await source.OpenConnectionAsync(cancellationToken));
            await session.ExecuteAsync(Settings, cancellationToken);
            return session;
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, Connection);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        return command;
    }
}
