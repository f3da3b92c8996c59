using Sagaz.Core.Gates;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Backups;

/// <summary>Judges whether what was written could be restored: the newest backup, the archive, the space.</summary>
public static class BackupGates
{
    private const int Shown = 5;

    private static readonly Gate Age = new("backup-age", "The newest backup is recent", "pgbackrest info", "h");
    private static readonly Gate Pages = new("backup-pages", "No page of the newest backup had a wrong checksum when it was copied", "pgbackrest info");
    private static readonly Gate Failing = new("archive-failing", "The last attempt to archive WAL succeeded", "pg_stat_archiver on the leader");
    private static readonly Gate Backlog = new("archive-backlog", "Few finished WAL segments wait to be archived", "pg_ls_archive_statusdir() on the leader", "segments");
    private static readonly Gate Reaches = new("archive-reaches", "A WAL segment that the leader finishes now arrives in the repository", "pgbackrest check");
    private static readonly Gate Gaps = new("archive-gaps", "No WAL segment is missing since the newest backup", "pgbackrest repo-ls", "segments");
    private static readonly Gate Space = new("repository-space", "The repository leaves space on its disk", "the repository's file system", "bytes");

    /// <summary>How old and how whole the newest backup is.</summary>
    public static GateReport JudgeCatalog(BackupCatalog catalog, BackupLimits limits, DateTimeOffset now) => catalog.Newest is not { } newest
        ? new GateReport([Age.NotRun($"The repository holds no backup: {catalog.Status}."), Pages.NotRun("There is no backup.")])
        : new GateReport(
        [
            Age.AtMost(Math.Round((now - newest.StoppedAt).TotalHours, 2), limits.Age.TotalHours, newest.Label),
            Pages.Holds(!newest.HasPageErrors, newest.Label),
        ]);

    /// <summary>Whether archiving goes on.</summary>
    /// <param name="reading">What the leader says.</param>
    /// <param name="refusal">Why <c>pgbackrest check</c> refused; null when it did not.</param>
    /// <param name="limits">What is too much.</param>
    public static GateReport JudgeArchive(ArchiveReading reading, string? refusal, BackupLimits limits) => new(
    [
        Failing.Holds(!reading.IsFailing, reading.IsFailing ? $"{reading.LastFailed} failed at {reading.LastFailedAt:u}." : ""),
        Backlog.AtMost(reading.Waiting, limits.UnarchivedSegments),
        Reaches.Holds(refusal is null, refusal ?? ""),
    ]);

    /// <summary>Whether WAL is whole from the newest backup on.</summary>
    /// <param name="catalog">What the repository holds.</param>
    /// <param name="archived">Names of files in its archive.</param>
    public static GateResult JudgeGaps(BackupCatalog catalog, IReadOnlyList<string> archived)
    {
        if (catalog.Newest is not { } newest)
            return Gaps.NotRun("There is no backup that would need WAL.");
        var missing = WalSegments.Missing(archived, newest.FirstWal);
        return Gaps.AtMost(missing.Count, 0, missing.Count == 0 ? $"{newest.FirstWal} to {catalog.LastWal}" : string.Join(", ", missing.Take(Shown)));
    }

    /// <summary>Whether a local repository's disk runs full.</summary>
    public static GateResult JudgeSpace(long freeBytes, BackupLimits limits) => Space.AtLeast(freeBytes, limits.FreeRepositoryBytes);
}
