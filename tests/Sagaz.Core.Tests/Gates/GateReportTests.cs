using Sagaz.Core.Errors;
using Sagaz.Core.Gates;

namespace Sagaz.Core.Tests.Gates;

public sealed class GateReportTests
{
    private static readonly Gate Gate = new("some-gate", "Something holds", "a test");

    [Theory]
    [InlineData("", Verdict.NotRun)]
    [InlineData("p", Verdict.Pass)]
    [InlineData("pp", Verdict.Pass)]
    [InlineData("f", Verdict.Fail)]
    [InlineData("n", Verdict.NotRun)]
    [InlineData("pf", Verdict.Fail)]
    [InlineData("pn", Verdict.NotRun)]
    [InlineData("nf", Verdict.Fail)]
    [InlineData("fnp", Verdict.Fail)]
    public void The_worst_gate_decides_and_nothing_at_all_is_no_pass(string outcomes, Verdict verdict)
    {
        var report = Report(outcomes);

        Assert.Equal(verdict, report.Verdict);
        Assert.Equal(outcomes.Count(it => it != 'p'), report.Refused.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("pf")]
    [InlineData("pn")]
    public void Requiring_it_throws_unless_every_gate_passed(string outcomes)
    {
        var report = Report(outcomes);

        var refusal = Assert.Throws<GateRefusedException>(report.Require);

        Assert.Same(report, refusal.Report);
        Assert.Equal(ExitCode.RefusedByGate, refusal.ExitCode);
    }

    [Fact]
    public void Requiring_it_returns_it_when_every_gate_passed()
    {
        var report = Report("pp");

        Assert.Same(report, report.Require());
    }

    [Fact]
    public void Two_reports_become_one_in_their_order()
    {
        Assert.Equal(
            [Verdict.Pass, Verdict.Fail, Verdict.NotRun],
            (Report("p") + Report("fn")).Results.Select(gate => gate.Verdict));
    }

    [Fact]
    public void A_refusal_names_the_only_gate_or_counts_them()
    {
        Assert.Equal(
            "Gate 'some-gate' failed: Something holds; measured no, limit yes.",
            new GateRefusedException(Report("pf")).Sentence);
        Assert.Equal("2 of 3 gates did not pass.", new GateRefusedException(Report("pfn")).Sentence);
    }

    private static GateReport Report(string outcomes) => new([.. outcomes.Select(outcome => outcome switch
    {
        'p' => Gate.Holds(true),
        'f' => Gate.Holds(false),
        _ => Gate.NotRun("not measured"),
    })]);
}
