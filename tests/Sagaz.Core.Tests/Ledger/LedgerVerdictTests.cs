using Sagaz.Core.Ledger;

namespace Sagaz.Core.Tests.Ledger;

public sealed class LedgerVerdictTests
{
    private static readonly LedgerEvent First = LedgerScene.Event("saga-a", 1);
    private static readonly LedgerEvent Second = LedgerScene.Event("saga-a", 2);
    private static readonly LedgerEvent Other = LedgerScene.Event("saga-b", 1);

    // What the client knows, what the database holds, what follows.
    [Theory]
    [InlineData("acknowledged", true, true, "")]
    [InlineData("acknowledged", false, false, "lost")]
    [InlineData("acknowledged", true, false, "lost orphan")]
    [InlineData("acknowledged", false, true, "lost orphan")]
    [InlineData("nothing", false, false, "unknown")]
    [InlineData("nothing", true, true, "unknown stored")]
    [InlineData("nothing", false, true, "unknown orphan")]
    [InlineData("nothing", true, false, "unknown stored orphan")]
    [InlineData("abandoned", false, false, "")]
    [InlineData("abandoned", true, true, "unexpected")]
    public void Compares_what_was_told_with_what_is_there(string told, bool hasEvent, bool hasStep, string expected)
    {
        var scene = new LedgerScene().Attempt(First);
        if (told == "acknowledged")
            scene.Acknowledge(First);
        if (told == "abandoned")
            scene.Abandon(First);
        if (hasEvent)
            scene.Events.Add(First);
        if (hasStep)
            scene.Steps.Add((First.Saga, First.Sequence));

        Assert.Equal(expected, Words(scene.Verdict));
    }

    [Fact]
    public void A_complete_ledger_has_no_fault()
    {
        var verdict = new LedgerScene().Complete(First).Complete(Other).Complete(Second).Verdict;

        Assert.Equal((3, 3, ""), (verdict.Attempted, verdict.Acknowledged, Words(verdict)));
        Assert.Empty(verdict.PublishedTwice);
        Assert.Empty(verdict.OutOfOrder);
        Assert.Empty(verdict.Unpublished);
    }

    [Fact]
    public void A_row_that_nobody_attempted_is_unexpected()
    {
        Assert.Equal([First], new LedgerScene().Store(First).Verdict.Unexpected);
    }

    [Fact]
    public void A_published_event_that_vanished_is_lost_though_its_commit_was_never_acknowledged()
    {
        Assert.Equal([First], new LedgerScene().Attempt(First).Publish(First).Verdict.Lost);
    }

    [Fact]
    public void A_row_lost_and_published_counts_once()
    {
        Assert.Equal([First], new LedgerScene().Attempt(First).Acknowledge(First).Publish(First).Verdict.Lost);
    }

    [Fact]
    public void An_event_published_again_is_told_once_and_is_not_out_of_order()
    {
        var verdict = new LedgerScene().Complete(First).Complete(Second).Publish(First).Publish(First).Verdict;

        Assert.Equal([First], verdict.PublishedTwice);
        Assert.Empty(verdict.OutOfOrder);
    }

    [Fact]
    public void Order_is_kept_within_a_saga_and_not_between_sagas()
    {
        var scene = new LedgerScene();
        foreach (var row in new[] { First, Second, Other })
            scene.Attempt(row).Store(row).Acknowledge(row);

        Assert.Equal([First], scene.Publish(Second).Publish(Other).Publish(First).Verdict.OutOfOrder);
    }

    [Fact]
    public void A_stored_event_that_nobody_published_is_told()
    {
        Assert.Equal([Second], new LedgerScene().Complete(First).Attempt(Second).Store(Second).Acknowledge(Second).Verdict.Unpublished);
    }

    private static string Words(LedgerVerdict verdict) => string.Join(' ', new[]
    {
        (verdict.Lost.Count > 0, "lost"),
        (verdict.Unknown.Count > 0, "unknown"),
        (verdict.UnknownButStored > 0, "stored"),
        (verdict.Unexpected.Count > 0, "unexpected"),
        (verdict.Orphans.Count > 0, "orphan"),
    }.Where(word => word.Item1).Select(word => word.Item2));
}
