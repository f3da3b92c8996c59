using Sagaz.Core.Backups;
using Sagaz.Core.Gates;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Tests.Backups;

public sealed class BackupGatesTests
{
    private static readonly BackupLimits Limits = new();
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly BackupSet Whole = BackupText.Catalog.Sets[0];

    [Theory]
    [InlineData(26, false, "")]
    [InlineData(27, false, "backup-age")]
    [InlineData(1, true, "backup-pages")]
    public void A_backup_is_recent_and_whole(int hours, bool hasErrors, string refused)
    {
        var catalog = new BackupCatalog("ok", "15-1", "", [Whole with { StoppedAt = Now.AddHours(-hours), HasPageErrors = hasErrors }]);

        Assert.Equal(refused, Refused(BackupGates.JudgeCatalog(catalog, Limits, Now)));
    }

    [Fact]
    public void Without_a_backup_nothing_passes()
    {
        var empty = BackupCatalog.Parse(BackupText.Empty);

        Assert.Equal(Verdict.NotRun, BackupGates.JudgeCatalog(empty, Limits, Now).Verdict);
        Assert.Equal(Verdict.NotRun, BackupGates.JudgeGaps(empty, []).Verdict);
    }

    // Minutes since a segment arrived and did not; finished segments that wait; what the check said.
    [Theory]
    [InlineData(1, null, 0, null, "")]
    [InlineData(null, null, 0, null, "")]
    [InlineData(1, 2, 32, null, "")]
    [InlineData(2, 1, 0, null, "archive-failing")]
    [InlineData(null, 1, 0, null, "archive-failing")]
    [InlineData(1, null, 33, null, "archive-backlog")]
    [InlineData(1, null, 0, "it did not arrive", "archive-reaches")]
    public void Archiving_goes_on(int? arrived, int? failed, int waiting, string? refusal, string refused)
    {
        var reading = new ArchiveReading
        {
            LastArchivedAt = arrived is { } good ? Now.AddMinutes(-good) : null,
            LastFailedAt = failed is { } bad ? Now.AddMinutes(-bad) : null,
            LastFailed = "000000010000000000000005",
            Waiting = waiting,
        };

        Assert.Equal(refused, Refused(BackupGates.JudgeArchive(reading, refusal, Limits)));
    }

    [Fact]
    public void A_segment_missing_since_the_newest_backup_is_named()
    {
        var catalog = new BackupCatalog("ok", "15-1", "000000010000000000000004", [Whole]);

        Assert.Equal(Verdict.Pass, BackupGates.JudgeGaps(catalog, ["000000010000000000000002-a", "000000010000000000000003-b"]).Verdict);
        var gap = BackupGates.JudgeGaps(catalog, ["000000010000000000000002-a", "000000010000000000000004-b"]);
        Assert.Equal((Verdict.Fail, "0000000000000003"), (gap.Verdict, gap.Detail));
    }

    [Fact]
    public void A_full_disk_is_refused()
    {
        Assert.Equal(Verdict.Pass, BackupGates.JudgeSpace(Limits.FreeRepositoryBytes, Limits).Verdict);
        Assert.Equal(Verdict.Fail, BackupGates.JudgeSpace(Limits.FreeRepositoryBytes - 1, Limits).Verdict);
    }

    private static string Refused(GateReport report) => string.Join(' ', report.Refused.Select(gate => gate.Id));
}
