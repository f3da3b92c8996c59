namespace Sagaz.Operations.Schema;

/// <summary>The catalog queries behind a schema snapshot; they call none of the functions that are judged.</summary>
internal static class SchemaQueries
{
    /// <summary>Bounds in the session's time zone, which must be UTC. A bound names no column, so reading it locks nothing.</summary>
    public const string Partitions =
        """
        SELECT parent.relname::text, leaf.relname::text, bound.expression = 'DEFAULT',
          substring(bound.expression FROM $from$FROM \('([^']+)'\)$from$)::timestamptz,
          substring(bound.expression FROM $to$TO \('([^']+)'\)$to$)::timestamptz
        FROM pg_inherits
        JOIN pg_class AS parent ON parent.oid = inhparent AND parent.relkind = 'p'
        JOIN pg_class AS leaf ON leaf.oid = inhrelid AND leaf.relispartition
        JOIN pg_partitioned_table AS method ON method.partrelid = parent.oid AND method.partstrat = 'r'
        CROSS JOIN LATERAL pg_get_expr(leaf.relpartbound, 0) AS bound (expression)
        WHERE parent.relnamespace = 'public'::regnamespace AND NOT inhdetachpending
        """;

    /// <summary>Indexes that a query may not use or a write does not keep.</summary>
    public const string InvalidIndexes =
        """
        SELECT format('%s on %s', indexrelid::regclass, indrelid::regclass)
        FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
        WHERE NOT (indisvalid AND indisready AND indislive) AND relnamespace::regnamespace::text !~ '^pg_'
        ORDER BY 1
        """;

    /// <summary>Constraints that were added NOT VALID and never validated.</summary>
    public const string UnvalidatedConstraints =
        """
        SELECT format('%I on %s', conname, CASE WHEN conrelid = 0 THEN contypid::regtype::text ELSE conrelid::regclass::text END)
        FROM pg_constraint
        WHERE NOT convalidated AND connamespace::regnamespace::text !~ '^(pg_|information_schema$)'
        ORDER BY 1
        """;

    /// <summary>Partitions between the two steps of DETACH ... CONCURRENTLY.</summary>
    public const string PendingDetaches =
        """
        SELECT format('%s of %s', inhrelid::regclass, inhparent::regclass) FROM pg_inherits WHERE inhdetachpending ORDER BY 1
        """;
}
