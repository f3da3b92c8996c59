using Npgsql;
using Sagaz.Core.Partitions;
using Sagaz.Core.Schema;

namespace Sagaz.Operations.Schema;

/// <summary>The catalog queries behind the schema's gates.</summary>
internal sealed class CatalogReader(NpgsqlConnection connection)
{
    public const string TablesQuery =
        """
        SELECT relname::text, relkind = 'p',
          coalesce((
            SELECT array_agg(attname::text ORDER BY array_position(conkey, attnum))
            FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
            WHERE conrelid = pg_class.oid AND contype = 'p'), '{}')
        FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
        """;

    public const string FunctionsQuery =
        """
        SELECT format('%s(%s) returns %s', proname,
          (SELECT coalesce(string_agg(format_type(argument, NULL), ', ' ORDER BY position), '')
           FROM unnest(proargtypes) WITH ORDINALITY AS arguments (argument, position)),
          pg_get_function_result(oid))
        FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
        """;

    public const string PoliciesQuery = "SELECT table_name, partition_interval, premake FROM public.partition_policies";

    public async Task<IReadOnlyList<T>> ReadAsync<T>(string query, Func<NpgsqlDataReader, T> toRow, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
            rows.Add(toRow(reader));
        return rows;
    }

    public static SchemaTable ToTable(NpgsqlDataReader reader) =>
        new(reader.GetString(0), reader.GetBoolean(1), reader.GetFieldValue<string[]>(2));

    public static PartitionPolicy ToPolicy(NpgsqlDataReader reader) =>
        new(reader.GetString(0), Enum.Parse<PartitionInterval>(reader.GetString(1), ignoreCase: true), reader.GetInt32(2));
}
