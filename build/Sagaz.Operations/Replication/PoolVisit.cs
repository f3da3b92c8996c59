using Npgsql;
using Sagaz.Core.Replication;

namespace Sagaz.Operations.Replication;

/// <summary>One fresh connection through a pool; it keeps its server until it is disposed.</summary>
internal sealed class PoolVisit(NpgsqlDataSource pool) : IAsyncDisposable
{
    private const string Statement = """
        SELECT pg_is_in_recovery(), pg_postmaster_start_time(),
               coalesce(host(inet_server_addr()) || ':' || inet_server_port(), 'a local socket'),
               current_setting('synchronous_commit')
        """;

    private readonly NpgsqlConnection _connection = pool.CreateConnection();

    /// <summary>Where it ended up; null when <see cref="Failure"/> says why not.</summary>
    public RoutedConnection? Answer { get; private set; }

    /// <summary>Why no server answered; empty when one did.</summary>
    public string Failure { get; private set; } = "";

    public async Task AskAsync(ReplicationSnapshot snapshot, TimeSpan deadline, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(deadline);
        try
        {
            await _connection.OpenAsync(limit.Token);
            // In transaction mode only an open transaction holds the server connection.
            await _connection.BeginTransactionAsync(limit.Token);
            await using var command = new NpgsqlCommand(Statement, _connection);
            await using var row = await command.ExecuteReaderAsync(limit.Token);
            await row.ReadAsync(limit.Token);
            var server = snapshot.StartedAt(row.GetFieldValue<DateTimeOffset>(1))?.Name ?? row.GetString(2);
            var role = row.GetBoolean(0) ? MemberRole.Replica : MemberRole.Leader;
            Answer = new RoutedConnection(server, role, row.GetString(3));
        }
        catch (Exception exception) when (ConnectionFailure.Is(exception, cancellationToken))
        {
            Failure = ConnectionFailure.Describe(exception);
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
