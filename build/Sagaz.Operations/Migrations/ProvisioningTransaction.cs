using Npgsql;

namespace Sagaz.Operations.Migrations;

/// <summary>Runs idempotent scripts in one transaction, and keeps it only when they changed something.</summary>
internal static class ProvisioningTransaction
{
    // 'sagz' and a running number; one at a time, or two runs would update the same catalog rows.
    private const long LockKey = 0x7361677A_00000001;

    /// <returns>True when the fingerprint is another one afterwards.</returns>
    public static async Task<bool> RunAsync(
        NpgsqlConnection connection, string fingerprint, IReadOnlyList<string> scripts, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(
            connection,
            $"SET LOCAL client_min_messages = warning; SET LOCAL lock_timeout = '10s'; SELECT pg_advisory_xact_lock({LockKey})",
            ct);
        var before = await ReadAsync(connection, fingerprint, ct);
        foreach (var script in scripts)
            await ExecuteAsync(connection, script, ct);
        if (before == await ReadAsync(connection, fingerprint, ct))
            return false;
        await transaction.CommitAsync(ct);
        return true;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<string> ReadAsync(NpgsqlConnection connection, string query, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(query, connection);
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }
}
