using System.Globalization;
using System.Text.RegularExpressions;

namespace Sagaz.Core.Backups;

/// <summary>What <c>pg_checksums --check</c> counted.</summary>
/// <param name="Blocks">Pages that it read, 8 KiB each.</param>
/// <param name="BadBlocks">Those whose checksum was wrong.</param>
public sealed partial record ChecksumReading(long Blocks, long BadBlocks)
{
    /// <summary>Reads its output.</summary>
    /// <exception cref="FormatException">The counts are not in it: it did not get that far.</exception>
    public static ChecksumReading Parse(string output) => new(Number(Scanned(), output), Number(Bad(), output));

    private static long Number(Regex pattern, string output) => pattern.Match(output) is { Success: true } match
        ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : throw new FormatException($"pg_checksums did not say what it counted: {output.Trim()}");

    [GeneratedRegex(@"Blocks scanned:\s+(\d+)")]
    private static partial Regex Scanned();

    [GeneratedRegex(@"Bad checksums:\s+(\d+)")]
    private static partial Regex Bad();
}
