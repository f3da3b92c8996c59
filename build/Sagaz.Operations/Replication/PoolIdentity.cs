using Npgsql;

namespace Sagaz.Operations.Replication;

/// <summary>The database and the role that a pool's connection has on the server, whatever the pool calls them.</summary>
internal sealed record PoolIdentity(string Database, string Role)
{
    public static async Task<PoolIdentity> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT current_database()::text, current_user::text", connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new PoolIdentity(row.GetString(0), row.GetString(1));
    }
}
