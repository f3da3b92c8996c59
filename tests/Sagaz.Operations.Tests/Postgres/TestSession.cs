using Npgsql;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Tests.Postgres;

/// <summary>One connection with the few calls that tests make.</summary>
public sealed class TestSession : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    private TestSession(NpgsqlDataSource source, NpgsqlConnection connection) => (_source, Connection) = (source, connection);

    public NpgsqlConnection Connection { get; }

    public static async Task<TestSession> OpenAsync(PostgresEndpoint endpoint)
    {
        var source = endpoint.CreateDataSource();
        try
        {
            return new TestSession(source, await source.OpenConnectionAsync());
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    public async Task<int> ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ReadAsync<T>(string sql, params object[] values) => (await RowsAsync<T>(sql, values)).Single();

    public async Task<IReadOnlyList<T>> RowsAsync<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetFieldValue<T>(0));
        return rows;
    }

    /// <summary>The SQLSTATE with which the server refuses; an assertion fails when it does not.</summary>
    public async Task<PostgresException> RefusalOfAsync(string sql, params object[] values) =>
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(sql, values));

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _source.DisposeAsync();
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, Connection);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        return command;
    }
}
