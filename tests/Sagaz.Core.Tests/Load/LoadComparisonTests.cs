using Sagaz.Core.Gates;
using Sagaz.Core.Load;

namespace Sagaz.Core.Tests.Load;

public sealed class LoadComparisonTests
{
    [Fact]
    public void What_lies_within_the_noise_of_the_repeats_is_no_regression()
    {
        var before = new[] { Writes(18), Writes(22), Writes(20) };

        Assert.DoesNotContain(LoadComparison.Compare(before, [Writes(23), Writes(24), Writes(22)], 5), figure => figure.IsRegression);
    }

    [Fact]
    public void What_lies_beyond_it_fails_its_gate()
    {
        var figures = LoadComparison.Compare([Writes(18), Writes(22), Writes(20)], [Writes(33), Writes(31), Writes(35)], 5);

        Assert.Equal(["writes-p99"], figures.Where(figure => figure.IsRegression).Select(figure => figure.Name));
        var gates = LoadComparison.Judge(figures, "earlier");
        Assert.Equal(Verdict.Fail, gates.Verdict);
        Assert.Equal("compare-writes-p99", Assert.Single(gates.Refused).Id);
    }

    [Fact]
    public void Single_runs_are_told_apart_by_the_least_band()
    {
        Assert.DoesNotContain(LoadComparison.Compare([Writes(20)], [Writes(21.9)], 10), figure => figure.IsRegression);
        Assert.Contains(LoadComparison.Compare([Writes(20)], [Writes(22.1)], 10), figure => figure is { Name: "writes-p99", IsRegression: true });
    }

    [Fact]
    public void Less_throughput_is_worse_and_less_latency_is_better()
    {
        var figures = LoadComparison.Compare([Writes(20)], [Writes(10) with { Done = 800 }], 10);

        Assert.Equal(["throughput"], figures.Where(figure => figure.IsRegression).Select(figure => figure.Name));
    }

    [Fact]
    public void What_two_runs_should_have_in_common_and_have_not_is_said()
    {
        var before = LoadReportTests.Report with { Stages = [Stages.Well] };

        Assert.Empty(LoadComparison.Differences(before, before with { Id = "later" }));
        Assert.Equal(
            ["profile: mixed, now saga", "requests a second: 100, now 8", "operations: MaintainPartitions, now none", "configuration hash: 00, now ffff"],
            LoadComparison.Differences(before, before with { Profile = "saga", ConfigurationHash = "ffff", Stages = [Stages.Well with { Rate = 8, Operations = [] }] }));
    }

    private static LoadStage Writes(double p99) => Stages.Well with { Writes = Stages.Figures(3, p99), Reads = LatencyFigures.Empty };
}
