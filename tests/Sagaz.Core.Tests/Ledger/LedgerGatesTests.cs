using Sagaz.Core.Gates;
using Sagaz.Core.Ledger;

namespace Sagaz.Core.Tests.Ledger;

public sealed class LedgerGatesTests
{
    private static readonly LedgerEvent Row = LedgerScene.Event("saga-a", 1);

    [Theory]
    [InlineData(0, Verdict.Fail)]
    [InlineData(1, Verdict.Pass)]
    public void A_lost_row_is_judged_by_the_limit(int limit, Verdict expected)
    {
        var verdict = new LedgerScene().Attempt(Row).Acknowledge(Row).Verdict;

        var gate = LedgerGates.Judge(verdict, limit, "-x").Results.Single(result => result.Id == "ledger-lost-x");

        Assert.Equal(expected, gate.Verdict);
        Assert.Contains(Row.ToString(), gate.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_rows_are_named_and_refuse_nothing()
    {
        var report = LedgerGates.Judge(new LedgerScene().Attempt(Row).Verdict, 0);

        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.Contains("1 unknown", report.Results[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_no_client_committed_is_refused_whatever_may_be_lost()
    {
        var report = LedgerGates.Judge(new LedgerScene().Store(Row).Publish(Row).Verdict, 100);

        Assert.Equal(["ledger-unexpected"], report.Refused.Select(gate => gate.Id));
    }
}
