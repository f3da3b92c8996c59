namespace Sagaz.Core.Schema;

/// <summary>What applications and operators rely on in the schema, by name.</summary>
public static class SchemaContract
{
    /// <summary>Tables and the columns of their primary keys.</summary>
    public static IReadOnlyList<SchemaTable> Tables { get; } =
    [
        new("saga_executions", true, ["execution_id", "created_at"]),
        new("saga_outbox", true, ["event_id", "created_at"]),
        new("saga_audit_log", true, ["audit_id", "created_at"]),
        new("saga_outbox_archive", false, ["event_id", "created_at"]),
        new("consumer_inbox", false, ["event_id"]),
        new("sagas", false, ["saga_id"]),
        new("saga_steps", false, ["id"]),
        new("partition_policies", false, ["table_name"]),
    ];

    /// <summary>Functions with the types of their arguments and results.</summary>
    public static IReadOnlyList<string> Functions { get; } =
    [
        "create_saga_executions_partition(date) returns text",
        "create_saga_outbox_partition(date) returns text",
        "create_saga_audit_log_partition(date) returns text",
        "maintain_all_partitions() returns TABLE(action text, table_name text, partition_name text, details text)",
        "get_partition_statistics() returns TABLE(table_name text, partition_name text, is_default boolean, "
            + "range_from timestamp with time zone, range_to timestamp with time zone, "
            + "estimated_rows bigint, total_bytes bigint, total_size text)",
        "cleanup_consumer_inbox(integer) returns bigint",
    ];
}
