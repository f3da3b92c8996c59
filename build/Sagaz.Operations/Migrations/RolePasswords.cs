using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Migrations;

/// <summary>Sets the passwords that the server does not hold yet.</summary>
internal static class RolePasswords
{
    /// <returns>The roles whose password was set.</returns>
    /// <exception cref="PreconditionException">A role does not exist.</exception>
    public static async Task<IReadOnlyList<string>> SetAsync(
        NpgsqlConnection connection, IReadOnlyDictionary<string, string> passwordsByRole, CancellationToken ct)
    {
        var stored = await ReadAsync(connection, [.. passwordsByRole.Keys], ct);
        if (passwordsByRole.Keys.Except(stored.Keys).Order(StringComparer.Ordinal).ToList() is [var unknown, ..])
        {
            throw new PreconditionException(
                $"Role '{unknown}' has a password to set but does not exist.",
                remedy: "name a role of sql/provision/cluster/001_create_roles.sql");
        }

        var differing = passwordsByRole
            .Where(pair => !(ScramVerifier.TryParse(stored[pair.Key], out var verifier) && verifier!.Matches(pair.Value)))
            .ToList();
        if (differing.Count > 0)
            await WriteAsync(connection, differing, ct);
        return [.. differing.Select(pair => pair.Key).Order(StringComparer.Ordinal)];
    }

    private static async Task<Dictionary<string, string?>> ReadAsync(
        NpgsqlConnection connection, string[] roles, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT rolname::text, rolpassword FROM pg_authid WHERE rolname = ANY ($1)", connection);
        command.Parameters.AddWithValue(roles);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var stored = new Dictionary<string, string?>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
            stored.Add(reader.GetString(0), await reader.IsDBNullAsync(1, ct) ? null : reader.GetString(1));
        return stored;
    }

    private static async Task WriteAsync(
        NpgsqlConnection connection, List<KeyValuePair<string, string>> passwords, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);

        // A verifier is no password, but it belongs in neither the log nor pg_stat_statements.
        await using (var quiet = new NpgsqlCommand(
            """
            SET LOCAL log_statement = 'none';
            SET LOCAL log_min_duration_statement = -1;
            SET LOCAL log_min_error_statement = 'panic';
            SELECT set_config('pg_stat_statements.track', 'none', true)
            """,
            connection))
        {
            await quiet.ExecuteNonQueryAsync(ct);
        }

        foreach (var (role, password) in passwords)
        {
            await using var compose = new NpgsqlCommand("SELECT format('ALTER ROLE %I PASSWORD %L', $1, $2)", connection);
            compose.Parameters.AddWithValue(role);
            compose.Parameters.AddWithValue(ScramVerifier.Create(password).ToStoredText());
            await using var alter = new NpgsqlCommand((string)(await compose.ExecuteScalarAsync(ct))!, connection);
            await alter.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }
}
