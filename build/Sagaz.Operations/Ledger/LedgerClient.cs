using Npgsql;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Ledger;

/// <summary>One client's connection: kept while it serves, made anew when it failed, never waited for longer than its patience.</summary>
internal sealed class LedgerClient(PostgresEndpoint endpoint, LedgerPlan plan) : IAsyncDisposable
{
    private readonly NpgsqlDataSource source = endpoint.CreateDataSource(plan.Patience, plan.Patience, isPatient: false);
    private NpgsqlConnection? connection;

    /// <summary>Runs one operation on the connection; false when the server or the way to it failed.</summary>
    /// <param name="operation">Told to stop when the patience ends.</param>
    /// <param name="cancellationToken">Ends it with <see cref="OperationCanceledException"/>.</param>
    public async Task<(bool IsDone, string Failure)> TryAsync(Func<NpgsqlConnection, CancellationToken, Task> operation, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(plan.Patience);
        try
        {
            connection ??= await source.OpenConnectionAsync(limit.Token);
            await operation(connection, limit.Token);
            // A commit that is told to stop waiting for its replica answers with success, and may be lost all the same.
            limit.Token.ThrowIfCancellationRequested();
            return (true, "");
        }
        catch (Exception error) when (IsLost(error) && !cancellationToken.IsCancellationRequested)
        {
            await DropAsync();
            return (false, error is PostgresException refused ? $"{refused.SqlState} {refused.MessageText}" : error.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DropAsync();
        await source.DisposeAsync();
    }

    /// <summary>What a client sees whose server dies.</summary>
    /// <remarks>PgBouncer 1.18 writes its farewell into the middle of a half-sent row, which Npgsql then tries to read as a value.</remarks>
    private static bool IsLost(Exception error) =>
        error is NpgsqlException or FormatException or IOException or TimeoutException or OperationCanceledException or InvalidOperationException;

    private async Task DropAsync()
    {
        if (connection is null)
            return;
        await connection.DisposeAsync();
        connection = null;
    }
}
