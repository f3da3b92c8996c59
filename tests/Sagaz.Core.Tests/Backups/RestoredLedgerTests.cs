using Sagaz.Core.Backups;
using Sagaz.Core.Gates;
using Sagaz.Core.Ledger;
using Sagaz.Core.Tests.Ledger;

namespace Sagaz.Core.Tests.Backups;

public sealed class RestoredLedgerTests
{
    private static readonly LedgerEvent Row = LedgerScene.Event("saga-a", 1);
    private static readonly LedgerEvent Later = LedgerScene.Event("saga-b", 1);

    // The scene's clock ticks once per entry: attempted at 1 ms, told at 2 ms. The moment; what is stored; what follows.
    [Theory]
    [InlineData("acknowledged", 2, true, true, "")]
    [InlineData("acknowledged", 2, false, false, "restore-missing")]
    [InlineData("acknowledged", 2, true, false, "restore-missing")]
    [InlineData("acknowledged", 1, true, true, "restore-compared")]
    [InlineData("acknowledged", 1, false, false, "restore-compared")]
    [InlineData("acknowledged", 0, true, true, "restore-compared restore-unexpected")]
    [InlineData("abandoned", 2, true, true, "restore-compared restore-unexpected")]
    [InlineData("abandoned", 2, false, false, "restore-compared")]
    [InlineData("nothing", 2, true, true, "restore-compared")]
    public void Compares_what_was_told_at_the_moment(string told, int moment, bool hasEvent, bool hasStep, string refused)
    {
        var scene = new LedgerScene().Attempt(Row);
        if (told == "acknowledged")
            scene.Acknowledge(Row);
        if (told == "abandoned")
            scene.Abandon(Row);
        var stored = new StoredRows(hasEvent ? [Row] : [], hasStep ? [(Row.Saga, Row.Sequence)] : []);

        var restored = RestoredLedger.Judge(scene.Ledger, LedgerScene.Start.AddMilliseconds(moment), stored);

        Assert.Equal(refused, string.Join(' ', RestoreGates.Judge(restored).Refused.Select(gate => gate.Id)));
    }

    [Fact]
    public void What_was_under_way_is_counted_and_refused_neither_there_nor_absent()
    {
        var scene = new LedgerScene().Attempt(Row).Attempt(Later).Acknowledge(Later).Acknowledge(Row);
        var stored = new StoredRows([Row, Later], [(Row.Saga, Row.Sequence), (Later.Saga, Later.Sequence)]);

        var restored = RestoredLedger.Judge(scene.Ledger, LedgerScene.Start.AddMilliseconds(3), stored);

        Assert.Equal((1, 1, 1), (restored.Acknowledged, restored.UnderWay, restored.UnderWayButStored));
        Assert.Equal(Verdict.Pass, RestoreGates.Judge(restored).Verdict);
    }

    [Fact]
    public void A_drawn_moment_has_acknowledgements_before_and_after_it()
    {
        var scene = new LedgerScene();
        for (var sequence = 1; sequence <= 10; sequence++)
            scene.Complete(LedgerScene.Event("saga-a", sequence));
        var moments = scene.Ledger.OfType<Acknowledged>().Select(entry => entry.At).ToList();

        foreach (var draw in new[] { 0, 0.25, 0.5, 0.999999 })
        {
            var drawn = RestoredLedger.Draw(scene.Ledger, draw);
            Assert.InRange(drawn!.Value, moments[2], moments[7]);
            Assert.Contains(drawn.Value, moments);
        }
        Assert.Null(RestoredLedger.Draw([], 0.5));
    }

    [Theory]
    [InlineData(1000, 0, null, Verdict.Pass)]
    [InlineData(1000, 1, null, Verdict.Fail)]
    [InlineData(1000, 0, "broken", Verdict.Fail)]
    [InlineData(0, 0, null, Verdict.NotRun)]
    public void Every_page_is_read_and_sound(long blocks, long bad, string? complaint, Verdict verdict)
    {
        Assert.Equal(verdict, RestoreGates.Judge(new ChecksumReading(blocks, bad), complaint).Verdict);
    }

    [Fact]
    public void Reads_what_pg_checksums_counts()
    {
        const string output = "Checksum operation completed\nFiles scanned:   948\nBlocks scanned:  2931\nBad checksums:  2\nData checksum version: 1\n";

        Assert.Equal(new ChecksumReading(2931, 2), ChecksumReading.Parse(output));
        Assert.Throws<FormatException>(() => ChecksumReading.Parse("pg_checksums: error: cluster must be shut down"));
    }
}
