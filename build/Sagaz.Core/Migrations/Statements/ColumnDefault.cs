namespace Sagaz.Core.Migrations.Statements;

/// <summary>Whether a new column makes the server write every row anew.</summary>
/// <remarks>A default that is the same for all rows is kept in the catalog; a volatile one is not (PostgreSQL manual, ALTER TABLE).</remarks>
internal static class ColumnDefault
{
    private static readonly HashSet<string> Stable = new(StringComparer.Ordinal)
    {
        "now", "current_timestamp", "transaction_timestamp", "statement_timestamp", "localtimestamp", "localtime",
        "current_date", "current_time", "current_user", "session_user", "current_schema", "current_setting", "upper", "lower",
        "md5", "length", "concat", "format", "coalesce", "nullif", "greatest", "least", "to_timestamp", "make_interval",
        "date_trunc", "timezone", "array", "row", "jsonb_build_object", "jsonb_build_array", "json_build_object", "to_jsonb",
    };

    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "varchar", "varying", "character", "char", "bpchar", "numeric", "decimal", "bit", "varbit", "timestamp", "timestamptz",
        "time", "timetz", "interval", "float", "vector",
    };

    private static readonly string[] Ends = ["not null", "check", "references", "unique", "primary key", "constraint", "collate"];

    /// <summary>The reason as half a sentence; empty when no row is written.</summary>
    public static string RewriteReason(SqlCursor definition)
    {
        if (definition.IsNext("serial") || definition.IsNext("bigserial") || definition.IsNext("smallserial"))
            return "a serial column gives every row a number";
        if (definition.Holds("as identity"))
            return "an identity column gives every row a number";
        if (definition.Find("generated always as") is { } generated && generated.Holds("stored"))
            return "a stored generated column is computed for every row";
        return definition.Find("default") is { } expression && VolatileCall(expression) is { } function
            ? $"the default calls {function}(), which may give each row another value"
            : "";
    }

    private static string? VolatileCall(SqlCursor expression)
    {
        for (var previous = ""; !expression.IsAtEnd && !Array.Exists(Ends, expression.IsNext);)
        {
            if (expression.IsNext("(") && previous.Length > 0 && !Stable.Contains(previous) && !Types.Contains(previous))
                return previous;
            previous = expression.TakeName();
            if (previous.Length == 0)
                expression.Skip();
        }

        return null;
    }
}
