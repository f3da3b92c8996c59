using Npgsql;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Failover;

/// <summary>Asks one place again and again whether it takes writes, on one connection as long as it lasts: a promotion does not end it.</summary>
/// <param name="place">A member or a frontend.</param>
internal sealed class WritableLook(PostgresEndpoint place) : IAsyncDisposable
{
    private readonly NpgsqlDataSource source = place.CreateDataSource();
    private NpgsqlConnection? connection;

    /// <summary>Whether it takes writes; false also while nobody answers, as between two leaders.</summary>
    public async Task<bool> IsWritableAsync(CancellationToken cancellationToken)
    {
        try
        {
            connection ??= await source.OpenConnectionAsync(cancellationToken);
            await using var question = new NpgsqlCommand("SELECT NOT pg_is_in_recovery()", connection);
            return await question.ExecuteScalarAsync(cancellationToken) is true;
        }
        catch (NpgsqlException)
        {
            await CloseAsync();
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await source.DisposeAsync();
    }

    private async Task CloseAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
        connection = null;
    }
}
