using Sagaz.Core.Gates;

namespace Sagaz.Core.Backups;

/// <summary>Judges a restored server: whether it is what was there, and whether every page can be read.</summary>
public static class RestoreGates
{
    private const int Shown = 5;
    private const string Source = "the ledger against the restored server";

    private static readonly Gate Compared = new("restore-compared", "Acknowledged rows were there to compare", Source, "rows");
    private static readonly Gate Missing = new("restore-missing", "Every row acknowledged up to the moment is there", Source, "rows");
    private static readonly Gate Unexpected = new("restore-unexpected", "No row is there that nobody had written at the moment", Source, "rows");
    private static readonly Gate Checksums = new("restore-checksums", "Every page of the restored server has its checksum", "pg_checksums --check", "bad pages");
    private static readonly Gate Relations = new("restore-amcheck", "Every table and index of the restored server is sound", "pg_amcheck");

    /// <summary>Nothing could be compared or read, for the reason given.</summary>
    public static GateReport NotRun(string reason) => new([.. new[] { Compared, Missing, Unexpected, Checksums, Relations }.Select(gate => gate.NotRun(reason))]);

    /// <summary>Whether exactly the right rows came back.</summary>
    public static GateReport Judge(RestoredLedger restored)
    {
        var underWay = $"{restored.UnderWay} under way at {restored.At:O}, {restored.UnderWayButStored} of them there";
        return new GateReport(
        [
            Compared.AtLeast(restored.Acknowledged, 1, underWay),
            Missing.AtMost(restored.Missing.Count, 0, string.Join(", ", restored.Missing.Take(Shown))),
            Unexpected.AtMost(restored.Unexpected.Count, 0, string.Join(", ", restored.Unexpected.Take(Shown))),
        ]);
    }

    /// <summary>Whether all of it can be read.</summary>
    /// <param name="checksums">What <c>pg_checksums</c> counted.</param>
    /// <param name="complaint">What <c>pg_amcheck</c> said; null when it found nothing.</param>
    public static GateReport Judge(ChecksumReading checksums, string? complaint) => new(
    [
        checksums.Blocks == 0 ? Checksums.NotRun("pg_checksums read no page.") : Checksums.AtMost(checksums.BadBlocks, 0, $"{checksums.Blocks} pages read"),
        Relations.Holds(complaint is null, complaint ?? ""),
    ]);
}
