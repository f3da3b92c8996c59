using Sagaz.Core.Gates;
using Sagaz.Core.Schema;

namespace Sagaz.Core.Tests.Schema;

public sealed class PruningGatesTests
{
    private static readonly HotQuery Window = HotQueries.All.Single(query => query.Id == "outbox-window");

    [Fact]
    public void Every_query_is_judged_by_both_plans_and_passes_when_it_reads_its_partition()
    {
        var report = PruningGates.Judge(ExampleSchema.Snapshot(), Readings("saga_outbox_0"));
        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.Equal(2 * HotQueries.All.Count, report.Results.Count);
        Assert.Contains(report.Results, gate => gate.Id == "pruning-outbox-window-custom");
        Assert.Contains(report.Results, gate => gate.Id == "pruning-outbox-window-generic");
    }

    [Fact]
    public void One_partition_too_many_fails_and_is_named()
    {
        var refused = Assert.Single(PruningGates.Judge(ExampleSchema.Snapshot(), Readings("saga_outbox_0", "saga_outbox_default")).Refused);
        Assert.Equal(("pruning-outbox-window-generic", Verdict.Fail), (refused.Id, refused.Verdict));
        Assert.Equal("Reads saga_outbox_0, saga_outbox_default of 9 partitions.", refused.Detail);
    }

    [Fact]
    public void Where_the_window_has_no_partition_the_default_partition_may_be_read()
    {
        var snapshot = ExampleSchema.Snapshot();
        var hole = snapshot with { Partitions = [.. snapshot.Partitions.Where(partition => partition.Partition != "saga_outbox_0")] };
        Assert.DoesNotContain(
            PruningGates.Judge(hole, Readings("saga_outbox_default")).Refused, gate => gate.Id == "pruning-outbox-window-generic");
    }

    [Fact]
    public void A_table_with_too_few_partitions_shows_nothing()
    {
        var snapshot = ExampleSchema.Snapshot();
        var report = PruningGates.Judge(
            snapshot with { Partitions = [.. snapshot.Partitions.Where(partition => partition.Table != "saga_outbox" || partition.Partition == "saga_outbox_0")] },
            Readings("saga_outbox_0"));
        Assert.Equal(4, report.Refused.Count);
        Assert.All(report.Refused, gate => Assert.Equal(Verdict.NotRun, gate.Verdict));
    }

    [Fact]
    public void A_query_without_a_reading_did_not_run() =>
        Assert.Equal(Verdict.NotRun, PruningGates.Judge(ExampleSchema.Snapshot(), []).Verdict);

    private static List<HotQueryReading> Readings(params string[] scannedByGenericWindow) =>
    [
        .. from query in HotQueries.All
           from plan in Enum.GetValues<PlanKind>()
           select new HotQueryReading(query, plan, query == Window && plan == PlanKind.Generic ? scannedByGenericWindow : [$"{query.Table}_0"]),
    ];
}
