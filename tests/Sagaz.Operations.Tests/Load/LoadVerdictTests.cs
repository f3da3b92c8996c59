using Sagaz.Core.Gates;
using Sagaz.Core.Load;
using Sagaz.Core.Topology;
using Sagaz.Operations.Pipeline;

namespace Sagaz.Operations.Tests.Load;

public sealed class LoadVerdictTests
{
    private static readonly ClusterTopology Topology =
        TopologyFile.Parse(File.ReadAllText(RepositoryRoot.Of("deploy", "topology.json")), "topology.json").Resolve("local");

    [Fact]
    public void A_run_whose_generator_was_the_bottleneck_judges_nothing()
    {
        var stage = SampleReport.Of().Stages[^1];
        var starved = Judge(stage with { Generator = stage.Generator with { CpuPercent = 99 } });
        var well = Judge(stage);

        Assert.Null(well.Invalid);
        Assert.Equal(Verdict.Pass, well.All.Verdict);
        Assert.Contains("generator-cpu", starved.Invalid, StringComparison.Ordinal);
        Assert.All(starved.All.Results.Where(gate => !gate.Id.StartsWith("generator-", StringComparison.Ordinal)), gate => Assert.Equal(Verdict.NotRun, gate.Verdict));
    }

    [Fact]
    public void The_knee_itself_is_shown_and_not_judged()
    {
        var stage = SampleReport.Of().Stages[^1];

        var verdict = Judge(stage with { Name = "80 % of capacity" }, stage with { Name = "100 % of capacity", Writes = stage.Writes with { P99 = 5000 } });

        Assert.Contains(verdict.Gates.Results, gate => gate.Id == "saga-write-p99-80percent");
        Assert.DoesNotContain(verdict.Gates.Results, gate => gate.Id.EndsWith("-100percent", StringComparison.Ordinal));
        Assert.Contains(verdict.Audit.Results, gate => gate.Id == "generator-cpu-100percent");
    }

    private static LoadVerdict Judge(params LoadStage[] stages) => LoadVerdict.Of(SampleReport.Of().Overhead!, stages, [], "", LoadPoison.None, Topology);
}
