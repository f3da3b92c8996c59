using Sagaz.Core.Gates;
using Sagaz.Core.Reporting;

namespace Sagaz.Core.Tests.Reporting;

public sealed class RunReportTests
{
    [Fact]
    public void Rewrites_every_text_that_could_hold_a_secret_and_no_other()
    {
        var gate = new Gate("secret-gate", "secret title", "secret source", "ms").Exactly("secret a", "secret b", "secret detail");
        var report = ExampleReport.Report with { Gates = new GateReport([gate]) };

        var rewritten = Assert.Single(report.Rewrite(text => text.Replace("secret", "***", StringComparison.Ordinal)).Gates.Results);

        Assert.Equal("secret-gate", rewritten.Id);
        Assert.Equal(
            ("*** title", "*** source", "*** a", "*** b", "*** detail"),
            (rewritten.Title, rewritten.Source, rewritten.Measured.Text, rewritten.Limit.Text, rewritten.Detail));
    }

    [Fact]
    public void Rewriting_leaves_numbers_and_what_was_not_measured_alone()
    {
        var rewritten = ExampleReport.Report.Rewrite(_ => "x");

        Assert.Equal(6200.5, rewritten.Gates.Results[1].Measured.Number);
        Assert.Equal(default, rewritten.Gates.Results[2].Measured);
    }
}
