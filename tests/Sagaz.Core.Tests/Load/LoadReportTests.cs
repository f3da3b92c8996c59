using Sagaz.Core.Gates;
using Sagaz.Core.Load;

namespace Sagaz.Core.Tests.Load;

public sealed class LoadReportTests
{
    internal static LoadReport Report { get; } = new()
    {
        Id = "20261123T000000000Z-0001",
        StartedAt = DateTimeOffset.UnixEpoch,
        Environment = "local",
        Runtime = "native",
        Profile = "mixed",
        Description = "A </script> must not end the page",
        Setup = new Dictionary<string, string> { ["machine"] = "2 cores" },
        ConfigurationHash = "00",
        Verdict = Verdict.Fail,
        Gates = [GateLine.Of(new Gate("saga-write-p99", "In time", "clients", "ms").Below(60, 50, "p50 | p99"))],
        Stages = [Stages.Well],
        Curves = new Dictionary<string, IReadOnlyList<CurvePoint>> { ["writes"] = [new CurvePoint(50, 3)] },
        Overhead = new PoolOverhead(Stages.Figures(1, 2), Stages.Figures(1.5, 3), 0.5, 1),
        Capacity = [new CapacityPoint(8, 100, 90, 3, 20)],
        Prices = [new CommitPrice(CommitLevel.RemoteApply, 10, 3, 9)],
        Comparison = [new ComparedFigure("throughput", "per second", true, 100, 80, 10)],
    };

    [Fact]
    public void Json_is_read_back_as_it_was_written()
    {
        var read = LoadReportJson.Read(LoadReportJson.Write(Report));

        Assert.Equal(LoadReportJson.Write(Report), LoadReportJson.Write(read));
        Assert.Equal((Stages.Well.Writes, Stages.Well.Throughput, CommitLevel.RemoteApply), (read.Stages[0].Writes, read.Stages[0].Throughput, read.Prices[0].Level));
        Assert.DoesNotContain("<", LoadReportJson.Write(Report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("not json")]
    public void What_is_no_report_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => LoadReportJson.Read(text));
    }

    [Fact]
    public void The_summary_shows_verdict_gates_stages_and_regressions()
    {
        var summary = LoadReportMarkdown.Write(Report);

        Assert.Contains("# LoadTest mixed on local, native: failed", summary, StringComparison.Ordinal);
        Assert.Contains(@"| **fail** | saga-write-p99 | 60 ms | 50 ms | p50 \| p99 |", summary, StringComparison.Ordinal);
        Assert.Contains("| steady | 100 | 100 | 3.00 ms | 20.00 ms |", summary, StringComparison.Ordinal);
        Assert.Contains("**regression**", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void The_series_has_a_line_per_second_and_marks_the_warm_up()
    {
        Assert.EndsWith("steady,0,1,100,100,0,0,3,20,25,0.3\n", LoadSeriesCsv.Write([Stages.Well]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_parts_of_latency_add_up_to_what_clients_saw()
    {
        var split = LatencySplit.Of(LoadPool.Rw, Stages.Well.Steps, poolWaitMs: 0.5, queryMs: 1.2, executionMs: 400)!;

        Assert.Equal((1, 0.5, 0.4, 0.8, 0.3), (split.ScheduleLag, split.PoolWait, split.Execution, split.Commit, split.Network));
        Assert.Null(LatencySplit.Of(LoadPool.Rw, [], 0, 0, 0));
    }
}
