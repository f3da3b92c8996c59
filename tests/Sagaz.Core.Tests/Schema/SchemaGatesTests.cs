using Sagaz.Core.Gates;
using Sagaz.Core.Partitions;
using Sagaz.Core.Schema;

namespace Sagaz.Core.Tests.Schema;

public sealed class SchemaGatesTests
{
    private static readonly DateTimeOffset Now = new(2028, 2, 27, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_whole_schema_passes_every_gate()
    {
        var report = SchemaGates.Judge(Snapshot());
        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.Equal(
            [
                "schema-tables", "schema-primary-keys", "schema-functions",
                "partition-runway-saga-executions", "partition-gaps-saga-executions", "partition-default-saga-executions",
                "partition-runway-saga-outbox", "partition-gaps-saga-outbox", "partition-default-saga-outbox",
                "partition-runway-saga-audit-log", "partition-gaps-saga-audit-log", "partition-default-saga-audit-log",
            ],
            report.Results.Select(gate => gate.Id));
    }

    [Fact]
    public void A_table_that_is_not_partitioned_fails()
    {
        var snapshot = Snapshot();
        Refuses(
            snapshot with { Tables = [.. snapshot.Tables.Select(table => table.Name == "saga_outbox" ? table with { IsPartitioned = false } : table)] },
            "schema-tables");
    }

    [Fact]
    public void Another_primary_key_fails()
    {
        var snapshot = Snapshot();
        Refuses(
            snapshot with { Tables = [.. snapshot.Tables.Select(table => table.Name == "consumer_inbox" ? table with { PrimaryKey = ["event_id", "consumer_name"] } : table)] },
            "schema-primary-keys");
    }

    [Fact]
    public void A_function_with_another_result_fails()
    {
        var snapshot = Snapshot();
        Refuses(
            snapshot with { Functions = [.. snapshot.Functions.Select(function => function.Replace("returns bigint", "returns integer", StringComparison.Ordinal))] },
            "schema-functions");
    }

    [Fact]
    public void A_hole_in_the_coming_days_fails_and_says_where()
    {
        var snapshot = Snapshot();
        var report = Refuses(
            snapshot with { Partitions = [.. snapshot.Partitions.Where(partition => partition.Partition != "saga_outbox_2")] },
            "partition-runway-saga-outbox", "partition-gaps-saga-outbox");
        Assert.Equal("The first gap begins at 2028-02-29 00:00Z.", report.Refused[0].Detail);
    }

    [Fact]
    public void Too_short_a_runway_fails()
    {
        var snapshot = Snapshot();
        Refuses(
            snapshot with { Partitions = [.. snapshot.Partitions.Where(partition => partition.IsDefault || partition.Table != "saga_executions" || partition.From <= Now)] },
            "partition-runway-saga-executions", "partition-gaps-saga-executions");
    }

    [Fact]
    public void Partitions_of_the_past_may_have_gaps_and_the_last_one_may_be_due()
    {
        var snapshot = Snapshot();
        var past = Ranged("saga_outbox", "past", Now.AddYears(-1), Now.AddYears(-1).AddDays(1));
        Assert.Equal(Verdict.Pass, SchemaGates.Judge(
            snapshot with { Partitions = [past, .. snapshot.Partitions.Where(partition => partition.Partition != "saga_outbox_7")] }).Verdict);
    }

    [Fact]
    public void A_stray_row_fails()
    {
        Refuses(Snapshot() with { DefaultRows = new Dictionary<string, long> { ["saga_executions_default"] = 0, ["saga_outbox_default"] = 1, ["saga_audit_log_default"] = 0 } }, "partition-default-saga-outbox");
    }

    [Fact]
    public void Without_a_policy_a_table_is_not_judged_and_not_passed()
    {
        var report = SchemaGates.Judge(Snapshot() with { Policies = [] });
        Assert.Equal(Verdict.NotRun, report.Verdict);
        Assert.Equal(9, report.Refused.Count);
    }

    private static GateReport Refuses(SchemaSnapshot snapshot, params string[] ids)
    {
        var report = SchemaGates.Judge(snapshot);
        Assert.Equal(ids, report.Refused.Select(gate => gate.Id));
        return report;
    }

    private static SchemaSnapshot Snapshot()
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
        };
    }

    private static PartitionStatistic Ranged(string table, string suffix, DateTimeOffset? from, DateTimeOffset? to) => new()
    {
        Table = table,
        Partition = $"{table}_{suffix}",
        IsDefault = from is null,
        From = from,
        To = to,
        EstimatedRows = 0,
        TotalBytes = 0,
    };
}
