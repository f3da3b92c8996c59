using Sagaz.Core.Partitions;
using Sagaz.Core.Schema;

namespace Sagaz.Core.Tests.Schema;

/// <summary>A schema as it should be, two days before a leap day.</summary>
internal static class ExampleSchema
{
    public static DateTimeOffset Now { get; } = new(2028, 2, 27, 12, 0, 0, TimeSpan.Zero);

    public static SchemaSnapshot Snapshot()
    {
        var day = new DateTimeOffset(Now.Date, TimeSpan.Zero);
        var month = new DateTimeOffset(2028, 2, 1, 0, 0, 0, TimeSpan.Zero);
        var days = Enumerable.Range(0, 8).Select(n => Ranged("saga_outbox", $"{n}", day.AddDays(n), day.AddDays(n + 1)));
        string[] partitioned = ["saga_executions", "saga_outbox", "saga_audit_log"];
        var months = partitioned.Where(table => table != "saga_outbox").SelectMany(table => Enumerable.Range(0, 4)
            .Select(n => Ranged(table, $"{n}", month.AddMonths(n), month.AddMonths(n + 1))));
        return new SchemaSnapshot
        {
            Server = "postgres-0",
            ReadAt = Now,
            Tables = SchemaContract.Tables,
            Functions = SchemaContract.Functions,
            Policies =
            [
                new("saga_executions", PartitionInterval.Month, 3),
                new("saga_outbox", PartitionInterval.Day, 7),
                new("saga_audit_log", PartitionInterval.Month, 3),
            ],
            Partitions = [.. days, .. months, .. partitioned.Select(table => Ranged(table, "default", null, null))],
            DefaultRows = partitioned.ToDictionary(table => $"{table}_default", _ => 0L),
            Faults = CatalogFaults.None,
        };
    }

    public static PartitionRange Ranged(string table, string suffix, DateTimeOffset? from, DateTimeOffset? to) =>
        new(table, $"{table}_{suffix}", from is null, from, to);
}
