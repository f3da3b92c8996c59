using Npgsql;
using Sagaz.Core.Migrations;
using Sagaz.Core.Migrations.Statements;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Migrations;

/// <summary>Clears away what a CONCURRENTLY leaves behind when it is stopped, so that the script can be started again.</summary>
/// <remarks>An invalid index slows every write and serves no query, and IF NOT EXISTS passes over it as if it were whole.</remarks>
internal sealed class InterruptedIndexes(NpgsqlConnection session, IProgressLog log)
{
    // Never a partitioned index: one made with ON ONLY is invalid until every partition's is attached.
    private const string Query =
        """
        SELECT format('%I.%I', nspname, index.relname), parent.relname::text
        FROM pg_index
        JOIN pg_class AS index ON index.oid = indexrelid
        JOIN pg_class AS parent ON parent.oid = indrelid
        JOIN pg_namespace ON pg_namespace.oid = index.relnamespace
        CROSS JOIN LATERAL (VALUES (CASE nspname WHEN 'public' THEN '' ELSE nspname || '.' END)) AS prefix (schema)
        WHERE NOT indisvalid AND index.relkind = 'i' AND (
          schema || index.relname = ANY ($1)
          OR (index.relname ~ '_cc(new|old)[0-9]*$' AND (
            schema || parent.relname = ANY ($2) OR schema || regexp_replace(index.relname, '_cc(new|old)[0-9]*$', '') = ANY ($3))))
        ORDER BY 1
        """;

    /// <summary>Drops the invalid indexes that a script without a transaction tried to build.</summary>
    /// <exception cref="PostgresException">The server refused, because a lock was not to be had for example.</exception>
    public async Task DropAsync(MigrationScript script, CancellationToken ct)
    {
        var actions = SchemaActions.Of(script);
        var rebuilt = actions.OfType<Reindex>().Where(index => index.IsConcurrent).ToList();
        var built = actions.OfType<CreateIndex>().Where(index => index.IsConcurrent).Select(index => index.Index).ToArray();
        if (built.Length + rebuilt.Count == 0)
            return;
        foreach (var (index, table) in await FindAsync(built, rebuilt, ct))
        {
            log.Information($"{script.Name}: index {index} on {table} was left invalid by a run that was stopped; it is dropped and built again");
            await using var drop = new NpgsqlCommand($"DROP INDEX CONCURRENTLY IF EXISTS {index}", session);
            await drop.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task<IReadOnlyList<(string Index, string Table)>> FindAsync(string[] built, List<Reindex> rebuilt, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Query, session);
        command.Parameters.AddWithValue(built);
        command.Parameters.AddWithValue(rebuilt.Select(index => index.Table).ToArray());
        command.Parameters.AddWithValue(rebuilt.Select(index => index.Index).ToArray());
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<(string, string)>();
        while (await reader.ReadAsync(ct))
            found.Add((reader.GetString(0), reader.GetString(1)));
        return found;
    }
}
