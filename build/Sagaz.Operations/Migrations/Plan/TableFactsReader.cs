using Npgsql;
using Sagaz.Core.Migrations;

namespace Sagaz.Operations.Migrations.Plan;

/// <summary>Reads what the lint and the plan need to know about the tables that are there.</summary>
/// <remarks>Sizes are the file system's, so they are exact; rows are the last statistics'. No table is locked or read.</remarks>
internal static class TableFactsReader
{
    private const string Query =
        """
        WITH RECURSIVE tree (root, leaf) AS (
          SELECT oid, oid FROM pg_class WHERE relkind IN ('r', 'p', 'm')
          UNION ALL
          SELECT root, inhrelid FROM tree JOIN pg_inherits ON inhparent = leaf
        ), size AS (
          SELECT root,
            count(*) FILTER (WHERE leaf <> root AND relkind = 'r')::integer AS partitions,
            sum(greatest(reltuples, pg_stat_get_live_tuples(leaf), 0))::bigint AS estimated_rows,
            coalesce(sum(pg_total_relation_size(leaf)), 0)::bigint AS total_bytes,
            coalesce(sum(pg_relation_size(leaf)), 0) > 0 AS has_rows
          FROM tree JOIN pg_class ON pg_class.oid = leaf
          WHERE relkind <> 'p'
          GROUP BY root
        )
        SELECT
          CASE nspname WHEN 'public' THEN '' ELSE nspname || '.' END || relname,
          coalesce(estimated_rows, 0), coalesce(total_bytes, 0), coalesce(has_rows, false),
          relkind = 'p', coalesce(partitions, 0),
          coalesce((SELECT relname::text FROM pg_partitioned_table JOIN pg_class AS standard ON standard.oid = partdefid WHERE partrelid = pg_class.oid), ''),
          coalesce((
            SELECT array_agg(attname::text) FROM pg_partitioned_table JOIN pg_attribute ON attrelid = partrelid AND attnum = ANY (partattrs)
            WHERE partrelid = pg_class.oid), '{}'),
          coalesce((SELECT parent.relname::text FROM pg_inherits JOIN pg_class AS parent ON parent.oid = inhparent WHERE inhrelid = pg_class.oid LIMIT 1), ''),
          coalesce((SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped), '{}'),
          coalesce((SELECT array_agg(format_type(atttypid, atttypmod) ORDER BY attnum) FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped), '{}'),
          coalesce((
            SELECT array_agg(attname::text) FROM pg_attribute
            WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND (attnotnull OR EXISTS (
              SELECT FROM pg_constraint
              WHERE conrelid = attrelid AND contype = 'c' AND convalidated
                AND pg_get_constraintdef(pg_constraint.oid) = format('CHECK ((%I IS NOT NULL))', attname)))), '{}'),
          coalesce((
            SELECT array_agg(CASE nspname WHEN 'public' THEN '' ELSE nspname || '.' END || index.relname)
            FROM pg_index JOIN pg_class AS index ON index.oid = indexrelid
            WHERE indrelid = pg_class.oid AND indisvalid), '{}')
        FROM pg_class
        JOIN pg_namespace ON pg_namespace.oid = relnamespace
        LEFT JOIN size ON root = pg_class.oid
        WHERE relkind IN ('r', 'p', 'm') AND relpersistence <> 't'
          AND nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
        """;

    /// <exception cref="NpgsqlException">The server refused or is gone.</exception>
    public static async Task<DatabaseFacts> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Query, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var tables = new List<TableFacts>();
        while (await reader.ReadAsync(ct))
            tables.Add(ToFacts(reader));
        return new DatabaseFacts(tables);
    }

    private static TableFacts ToFacts(NpgsqlDataReader reader) => new()
    {
        Name = reader.GetString(0),
        EstimatedRows = reader.GetInt64(1),
        TotalBytes = reader.GetInt64(2),
        HasRows = reader.GetBoolean(3),
        IsPartitioned = reader.GetBoolean(4),
        Partitions = reader.GetInt32(5),
        DefaultPartition = reader.GetString(6),
        PartitionedBy = reader.GetFieldValue<string[]>(7),
        PartitionOf = reader.GetString(8),
        Columns = reader.GetFieldValue<string[]>(9).Zip(reader.GetFieldValue<string[]>(10)).ToDictionary(column => column.First, column => column.Second),
        NeverNull = reader.GetFieldValue<string[]>(11),
        Indexes = reader.GetFieldValue<string[]>(12),
    };
}
