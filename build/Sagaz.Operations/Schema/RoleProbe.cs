using System.Data;
using Npgsql;
using Npgsql.Replication;
using Sagaz.Core.Schema;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Schema;

/// <summary>Logs in as each role and tries what it may and may not do. Every transaction is rolled back.</summary>
/// <remarks>The server's log gets a line for each refusal; only a superuser could keep it quiet.</remarks>
/// <param name="roles">The application's database on the leader, directly, once per role.</param>
public sealed class RoleProbe(IReadOnlyList<PostgresEndpoint> roles)
{
    /// <returns>An outcome per attempt whose role is among the endpoints.</returns>
    /// <exception cref="NpgsqlException">The server cannot be reached; a refusal is an outcome.</exception>
    public async Task<IReadOnlyList<AttemptOutcome>> TryAsync(IReadOnlyList<RoleAttempt> attempts, CancellationToken ct)
    {
        var outcomes = new List<AttemptOutcome>();
        foreach (var session in attempts.GroupBy(attempt => (attempt.Role, attempt.Session)))
        {
            if (roles.FirstOrDefault(role => role.Username == session.Key.Role) is { } endpoint)
                outcomes.AddRange(await InSessionAsync(endpoint, session.Key.Session, [.. session], ct));
        }

        return outcomes;
    }

    private static async Task<IReadOnlyList<AttemptOutcome>> InSessionAsync(
        PostgresEndpoint endpoint, AttemptSession session, IReadOnlyList<RoleAttempt> attempts, CancellationToken ct)
    {
        try
        {
            if (session == AttemptSession.Replication)
                return [await ReplicateAsync(endpoint, attempts[0], ct)];
            await using var source = (session == AttemptSession.Maintenance ? endpoint with { Database = "postgres" } : endpoint).CreateDataSource(Deadlines.Connected);
            await using var connection = await source.OpenConnectionAsync(ct);
            var outcomes = new List<AttemptOutcome>();
            foreach (var attempt in attempts)
                outcomes.Add(await TryAsync(connection, attempt, ct));
            return outcomes;
        }
        catch (PostgresException refusedAtLogin)
        {
            return [.. attempts.Select(attempt => Refused(attempt, refusedAtLogin))];
        }
    }

    // A right too much must not cost anything: what a statement would wait for or take long for, it does not get.
    private static async Task<AttemptOutcome> TryAsync(NpgsqlConnection connection, RoleAttempt attempt, CancellationToken ct)
    {
        var begin = attempt.Session == AttemptSession.WritableApplication ? "BEGIN READ WRITE" : "BEGIN";
        await ExecuteAsync(connection, $"{begin}; SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '10s'", ct);
        try
        {
            await using var command = new NpgsqlCommand(attempt.Statement, connection);
            return new AttemptOutcome { Attempt = attempt, Said = (await command.ExecuteScalarAsync(ct))?.ToString() ?? "" };
        }
        catch (PostgresException refused)
        {
            return Refused(attempt, refused);
        }
        finally
        {
            // A broken connection has nothing to roll back, and its own exception is the one to be seen.
            if (connection.State == ConnectionState.Open)
                await ExecuteAsync(connection, "ROLLBACK", CancellationToken.None);
        }
    }

    private static async Task<AttemptOutcome> ReplicateAsync(PostgresEndpoint endpoint, RoleAttempt attempt, CancellationToken ct)
    {
        await using var source = endpoint.CreateDataSource(Deadlines.Connected);
        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString) { Password = endpoint.Password };
        await using var connection = new PhysicalReplicationConnection(settings.ConnectionString);
        await connection.Open(ct);
        return new AttemptOutcome { Attempt = attempt, Said = (await connection.IdentifySystem(ct)).SystemId };
    }

    private static AttemptOutcome Refused(RoleAttempt attempt, PostgresException refusal) =>
        new() { Attempt = attempt, SqlState = refusal.SqlState, Said = refusal.MessageText };

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
