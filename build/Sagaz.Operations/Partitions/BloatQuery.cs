namespace Sagaz.Operations.Partitions;

/// <summary>How much of each B-tree of schema public holds nothing.</summary>
internal static class BloatQuery
{
    /// <summary>Whether extension pgstattuple is there and this role may ask it.</summary>
    public const string CanMeasure =
        """
        SELECT coalesce(bool_or(has_function_privilege(oid, 'EXECUTE')), false)
        FROM pg_proc WHERE proname = 'pgstatindex' AND proargtypes = ARRAY['regclass'::regtype]::oidvector
        """;

    /// <summary>By reading every page: bloat is what the leaves' density lacks of their fill factor.</summary>
    public const string Measured =
        $"""
        SELECT name, bytes, greatest(0, 1 - density / fillfactor)
        FROM ({Indexes}) AS candidate
        CROSS JOIN LATERAL (SELECT nullif(avg_leaf_density, 'NaN') AS density FROM pgstatindex(candidate.index)) AS measured
        WHERE density IS NOT NULL
        """;

    /// <summary>
    /// By the statistics, as check_postgres and its kin do: the size that this many entries of this average width need,
    /// against the size that there is. Too small for an index that deduplicates, never too large by much.
    /// </summary>
    public const string Estimated =
        $"""
        SELECT candidate.name, candidate.bytes, greatest(0, 1 - needed.bytes / candidate.bytes)
        FROM ({Indexes}) AS candidate
        CROSS JOIN LATERAL (
          SELECT 8 + sum(coalesce(stats.avg_width * (1 - stats.null_frac), 16)) AS width, bool_or(stats.attname IS NOT NULL) AS is_known
          FROM pg_attribute AS entry
          LEFT JOIN pg_attribute AS source ON source.attrelid = candidate.source AND source.attnum = candidate.keys[entry.attnum - 1]
          LEFT JOIN pg_stats AS stats ON stats.schemaname = 'public'
            AND (stats.tablename, stats.attname) IN ((candidate.source_name, source.attname), (candidate.index_name, entry.attname))
          WHERE entry.attrelid = candidate.index) AS entry
        CROSS JOIN LATERAL (
          SELECT 8192 * (2 + ceil(candidate.entries * (ceil(entry.width / 8) * 8 + 4) / ((8192 - 40) * candidate.fillfactor / 100))) AS bytes) AS needed
        WHERE entry.is_known AND candidate.entries >= 0
        """;

    private const string Indexes =
        """
        SELECT
          pg_index.indexrelid::regclass AS index,
          format('%I.%I', 'public', leaf.relname) AS name,
          leaf.relname AS index_name,
          leaf.reltuples AS entries,
          pg_index.indrelid AS source,
          pg_class.relname AS source_name,
          pg_index.indkey::int2[] AS keys,
          pg_relation_size(leaf.oid)::float8 AS bytes,
          coalesce(substring(array_to_string(leaf.reloptions, ' ') FROM 'fillfactor=([0-9]+)')::float8, 90) AS fillfactor
        FROM pg_index
        JOIN pg_class AS leaf ON leaf.oid = pg_index.indexrelid AND leaf.relkind = 'i'
        JOIN pg_class ON pg_class.oid = pg_index.indrelid AND pg_class.relpersistence = 'p'
        JOIN pg_am ON pg_am.oid = leaf.relam AND amname = 'btree'
        WHERE leaf.relnamespace = 'public'::regnamespace AND indisvalid AND indisready
        """;
}
