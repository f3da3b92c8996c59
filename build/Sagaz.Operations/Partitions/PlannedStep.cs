using Npgsql;

namespace Sagaz.Operations.Partitions;

/// <summary>A row of <c>plan_partition_maintenance()</c>.</summary>
/// <param name="Action">CREATE, ANALYZE, FINALIZE, DROP, or SKIP and ERROR for what cannot be looked at.</param>
/// <param name="Table">The partitioned table.</param>
/// <param name="Partition">The partition; null for one to be made.</param>
/// <param name="From">Where it begins.</param>
/// <param name="Details">The interval of one to be made, otherwise in words.</param>
internal sealed record PlannedStep(string Action, string Table, string? Partition, DateTimeOffset? From, string? Details)
{
    public const string Query =
        "SELECT action, table_name, partition_name, CASE WHEN isfinite(range_from) THEN range_from END, details "
        + "FROM public.plan_partition_maintenance(now(), $1) ORDER BY step, table_name, range_from";

    /// <summary>What it tries, for an error's text.</summary>
    public string Activity => Action == "CREATE" ? $"Partition for {From:yyyy-MM-dd}" : Action;

    public string Parent => PartitionNames.Qualified(Table);

    public string Leaf => PartitionNames.Qualified(Partition ?? throw new InvalidOperationException($"{Action} of {Table} names no partition."));

    public static PlannedStep Read(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        row.GetFieldValue<DateTimeOffset?>(3),
        row.IsDBNull(4) ? null : row.GetString(4));
}
