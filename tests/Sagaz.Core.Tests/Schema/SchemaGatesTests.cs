using Sagaz.Core.Gates;
using Sagaz.Core.Partitions;
using Sagaz.Core.Schema;

namespace Sagaz.Core.Tests.Schema;

public sealed class SchemaGatesTests
{
    private static DateTimeOffset Now => ExampleSchema.Now;

    [Fact]
    public void A_whole_schema_passes_every_gate()
    {
        var report = SchemaGates.Judge(ExampleSchema.Snapshot());
        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.Equal(
            [
                "schema-tables", "schema-primary-keys", "schema-functions",
                "schema-indexes-valid", "schema-constraints-validated", "partition-detaches-finished",
                "partition-runway-saga-executions", "partition-gaps-saga-executions", "partition-bounds-saga-executions", "partition-default-saga-executions",
                "partition-runway-saga-outbox", "partition-gaps-saga-outbox", "partition-bounds-saga-outbox", "partition-default-saga-outbox",
                "partition-runway-saga-audit-log", "partition-gaps-saga-audit-log", "partition-bounds-saga-audit-log", "partition-default-saga-audit-log",
            ],
            report.Results.Select(gate => gate.Id));
    }

    [Fact]
    public void A_table_that_is_not_partitioned_fails()
    {
        var snapshot = ExampleSchema.Snapshot();
        Refuses(
            snapshot with { Tables = [.. snapshot.Tables.Select(table => table.Name == "saga_outbox" ? table with { IsPartitioned = false } : table)] },
            "schema-tables");
    }

    [Fact]
    public void Another_primary_key_fails()
    {
        var snapshot = ExampleSchema.Snapshot();
        Refuses(
            snapshot with { Tables = [.. snapshot.Tables.Select(table => table.Name == "consumer_inbox" ? table with { PrimaryKey = ["event_id", "consumer_name"] } : table)] },
            "schema-primary-keys");
    }

    [Fact]
    public void A_function_with_another_result_fails()
    {
        var snapshot = ExampleSchema.Snapshot();
        Refuses(
            snapshot with { Functions = [.. snapshot.Functions.Select(function => function.Replace("returns bigint", "returns integer", StringComparison.Ordinal))] },
            "schema-functions");
    }

    [Fact]
    public void A_hole_in_the_coming_days_fails_and_says_where()
    {
        var snapshot = ExampleSchema.Snapshot();
        var report = Refuses(
            snapshot with { Partitions = [.. snapshot.Partitions.Where(partition => partition.Partition != "saga_outbox_2")] },
            "partition-runway-saga-outbox", "partition-gaps-saga-outbox");
        Assert.Equal("The first gap begins at 2028-02-29 00:00Z.", report.Refused[0].Detail);
    }

    [Fact]
    public void Too_short_a_runway_fails()
    {
        var snapshot = ExampleSchema.Snapshot();
        Refuses(
            snapshot with { Partitions = [.. snapshot.Partitions.Where(partition => partition.IsDefault || partition.Table != "saga_executions" || partition.From <= Now)] },
            "partition-runway-saga-executions", "partition-gaps-saga-executions");
    }

    [Fact]
    public void Partitions_of_the_past_may_have_gaps_and_the_last_one_may_be_due()
    {
        var snapshot = ExampleSchema.Snapshot();
        var past = ExampleSchema.Ranged("saga_outbox", "past", Now.AddYears(-1).AddHours(-12), Now.AddYears(-1).AddHours(12));
        Assert.Equal(Verdict.Pass, SchemaGates.Judge(
            snapshot with { Partitions = [past, .. snapshot.Partitions.Where(partition => partition.Partition != "saga_outbox_7")] }).Verdict);
    }

    [Fact]
    public void A_stray_row_fails()
    {
        Refuses(ExampleSchema.Snapshot() with { DefaultRows = new Dictionary<string, long> { ["saga_executions_default"] = 0, ["saga_outbox_default"] = 1, ["saga_audit_log_default"] = 0 } }, "partition-default-saga-outbox");
    }

    [Fact]
    public void A_second_function_of_the_same_name_fails()
    {
        var snapshot = ExampleSchema.Snapshot();
        var report = Refuses(
            snapshot with { Functions = [.. snapshot.Functions, "cleanup_consumer_inbox(integer, boolean) returns bigint"] }, "schema-functions");
        Assert.Equal("Instead: cleanup_consumer_inbox(integer, boolean) returns bigint.", report.Refused[0].Detail);
    }

    [Fact]
    public void Bounds_of_another_time_zone_fail()
    {
        var snapshot = ExampleSchema.Snapshot();
        var crooked = ExampleSchema.Ranged("saga_outbox", "crooked", Now.AddDays(-9).AddHours(-9), Now.AddDays(-8).AddHours(-9));
        Refuses(snapshot with { Partitions = [.. snapshot.Partitions, crooked] }, "partition-bounds-saga-outbox");
    }

    [Fact]
    public void A_month_that_begins_on_the_second_fails()
    {
        var snapshot = ExampleSchema.Snapshot();
        var crooked = ExampleSchema.Ranged("saga_executions", "crooked", new(2027, 1, 2, 0, 0, 0, TimeSpan.Zero), new(2027, 2, 1, 0, 0, 0, TimeSpan.Zero));
        Refuses(snapshot with { Partitions = [.. snapshot.Partitions, crooked] }, "partition-bounds-saga-executions");
    }

    [Fact]
    public void What_was_left_half_done_fails()
    {
        var snapshot = ExampleSchema.Snapshot();
        var report = Refuses(
            snapshot with { Faults = new CatalogFaults(["idx_a on sagas"], ["check_b on sagas"], ["saga_outbox_0 of saga_outbox"]) },
            "schema-indexes-valid", "schema-constraints-validated", "partition-detaches-finished");
        Assert.StartsWith("idx_a on sagas. REINDEX", report.Refused[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_only_the_policies_know_is_judged_too()
    {
        var snapshot = ExampleSchema.Snapshot();
        Refuses(
            snapshot with { Policies = [.. snapshot.Policies, new("saga_metrics", PartitionInterval.Day, 3)] },
            "partition-runway-saga-metrics", "partition-gaps-saga-metrics", "partition-default-saga-metrics");
    }

    [Fact]
    public void Without_a_policy_a_table_is_not_judged_and_not_passed()
    {
        var report = SchemaGates.Judge(ExampleSchema.Snapshot() with { Policies = [] });
        Assert.Equal(Verdict.NotRun, report.Verdict);
        Assert.Equal(12, report.Refused.Count);
    }

    private static GateReport Refuses(SchemaSnapshot snapshot, params string[] ids)
    {
        var report = SchemaGates.Judge(snapshot);
        Assert.Equal(ids, report.Refused.Select(gate => gate.Id));
        return report;
    }
}
