using System.Globalization;
using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Migrations;

/// <summary>The one session of a run: it holds the lock, runs the scripts and keeps the journal, so all end together.</summary>
internal sealed class MigrationSession : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    private MigrationSession(NpgsqlDataSource source, NpgsqlConnection connection) =>
        (_source, Connection) = (source, connection);

    public NpgsqlConnection Connection { get; }

    /// <exception cref="PreconditionException">The endpoint is a replica, a pool, or logs in as a superuser.</exception>
    public static async Task<MigrationSession> OpenAsync(PostgresEndpoint leader, IProgressLog log, CancellationToken ct)
    {
        var source = leader.CreateDataSource(Deadlines.Connected, TimeSpan.Zero);
        NpgsqlConnection? connection = null;
        try
        {
            connection = await source.OpenConnectionAsync(ct);
            connection.Notice += (_, notice) => log.Detail($"{notice.Notice.Severity}: {notice.Notice.MessageText}");
            await RequireDirectLeaderAsync(connection, leader, ct);
            return new MigrationSession(source, connection);
        }
        catch
        {
            if (connection is not null)
                await connection.DisposeAsync();
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts the session back to what every script may rely on, whatever the one before set.</summary>
    /// <remarks>No timeout but the lock's; a server that notices within a second that we are gone rolls back.</remarks>
    public Task PrepareAsync(TimeSpan lockTimeout, CancellationToken ct) => ExecuteAsync(
        string.Create(CultureInfo.InvariantCulture, $"""
            RESET ROLE;
            RESET ALL;
            SET search_path = public;
            SET timezone = 'UTC';
            SET statement_timeout = 0;
            SET idle_in_transaction_session_timeout = 0;
            SET client_connection_check_interval = '1s';
            SET lock_timeout = {lockTimeout.TotalMilliseconds:0}
            """),
        ct);

    /// <summary>Where the leader's WAL ends now, and on which timeline.</summary>
    public async Task<(string Lsn, int Timeline)> ReadPositionAsync(CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT pg_current_wal_flush_lsn()::text, {TimelineExpression}", Connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetString(0), reader.GetInt32(1));
    }

    /// <summary>The running timeline: the control file lags behind it right after a promotion.</summary>
    public const string TimelineExpression =
        "('x' || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8))::bit(32)::integer";

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _source.DisposeAsync();
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task RequireDirectLeaderAsync(NpgsqlConnection connection, PostgresEndpoint leader, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT pg_is_in_recovery(), current_setting('is_superuser') = 'on', pg_backend_pid()", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        if (reader.GetBoolean(0))
            throw new PreconditionException($"Migrations run on the leader, and {leader} is a replica.", remedy: "./build.sh Status");
        if (reader.GetBoolean(1))
            throw new PreconditionException($"Migrations run as the schema's owner, and {leader} is a superuser.");

        // A pool hands out a process id of its own; behind it, the session's lock could end up on another client.
        if (reader.GetInt32(2) != connection.ProcessID)
            throw new PreconditionException($"Migrations run on a direct connection, and {leader} is a connection pool.");
    }
}
