namespace Sagaz.Operations.Schema;

/// <summary>Queries that describe what belongs to no table, and who has which rights on what.</summary>
internal static class DatabaseDescriptions
{
    public const string Schemas = "SELECT 'Schema', '', nspname, nspowner::regrole::text FROM schemas";

    /// <remarks>pg_cron lives in one database of a cluster, so a scratch database cannot have it.</remarks>
    public const string Extensions =
        "SELECT 'Extension', '', extname, extnamespace::regnamespace::text FROM pg_extension WHERE extname <> 'pg_cron'";

    public const string Types =
        """
        SELECT 'Type', '', t.oid::regtype::text, concat_ws(' ', typtype,
          (SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
          CASE WHEN typtype = 'd' THEN concat_ws(' ', format_type(typbasetype, typtypmod), CASE WHEN typnotnull THEN 'NOT NULL' END, typdefault,
            (SELECT string_agg(pg_get_constraintdef(oid), ' ' ORDER BY conname) FROM pg_constraint WHERE contypid = t.oid)) END,
          (SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum)
           FROM pg_attribute WHERE attrelid = typrelid AND attnum > 0 AND NOT attisdropped))
        FROM pg_type AS t JOIN schemas ON schemas.oid = typnamespace LEFT JOIN pg_class ON pg_class.oid = typrelid
        WHERE (typtype IN ('e', 'd') OR (typtype = 'c' AND relkind = 'c'))
          AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_type'::regclass AND objid = t.oid AND deptype = 'e')
        """;

    public const string Routines =
        """
        routines AS MATERIALIZED (
          SELECT p.*, CASE nspname WHEN 'public' THEN '' ELSE quote_ident(nspname) || '.' END
            || format('%I(%s)', proname, pg_get_function_identity_arguments(p.oid)) AS title
          FROM pg_proc AS p JOIN schemas ON schemas.oid = pronamespace
          WHERE NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e')
        )
        """;

    public const string Functions =
        "SELECT 'Function', '', title, CASE WHEN prokind IN ('f', 'p', 'w') THEN pg_get_functiondef(oid) ELSE 'aggregate' END FROM routines";

    public const string Owners =
        """
        SELECT 'Owner', title, '', relowner::regrole::text FROM relations
        UNION ALL
        SELECT 'Owner', title, '', proowner::regrole::text FROM routines
        """;

    /// <remarks>Owners have every right on what is theirs; nobody needs to be told.</remarks>
    public const string Grants =
        """
        SELECT 'Grant', title, privilege_type || ' to ' || coalesce(nullif(grantee, 0)::regrole::text, 'PUBLIC'),
          CASE WHEN bool_or(is_grantable) THEN 'with grant option' ELSE '' END
        FROM (
          SELECT title, relowner AS owner, coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)) FROM relations
          UNION ALL
          SELECT title, proowner, coalesce(proacl, acldefault('f', proowner)) FROM routines
          UNION ALL
          SELECT 'schema ' || nspname, nspowner, coalesce(nspacl, acldefault('n', nspowner)) FROM schemas
          UNION ALL
          SELECT title || '.' || attname, relowner, attacl FROM relations JOIN pg_attribute ON attrelid = relations.oid AND attacl IS NOT NULL
          UNION ALL
          SELECT 'the database', datdba, coalesce(datacl, acldefault('d', datdba)) FROM pg_database WHERE datname = current_database()
          UNION ALL
          SELECT format('later objects of type %s of %s in schema %s', defaclobjtype, defaclrole::regrole, coalesce(nspname, 'any')), defaclrole, defaclacl
          FROM pg_default_acl LEFT JOIN schemas ON schemas.oid = defaclnamespace
        ) AS holder (title, owner, acl)
        CROSS JOIN LATERAL aclexplode(acl)
        WHERE grantee <> owner
        GROUP BY title, grantee, privilege_type
        """;

    public const string Policies = "SELECT 'Policy', '', table_name, '' FROM public.partition_policies";
}
