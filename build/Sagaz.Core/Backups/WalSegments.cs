using System.Globalization;

namespace Sagaz.Core.Backups;

/// <summary>Names of WAL segments: 24 hexadecimal digits, the timeline and the segment's number.</summary>
public static class WalSegments
{
    private const int NameLength = 24;
    private const int TimelineLength = 8;
    private const int HalfLength = 8;

    /// <summary>Segments of 16 MiB, PostgreSQL's default, in 4 GiB of WAL.</summary>
    private const long SegmentsPerHalf = 256;

    /// <summary>Numbers of segments that no timeline has in the archive, between the first that a backup needs and the last that is there.</summary>
    /// <param name="archived">Names of files in the archive; what is no whole segment does not count.</param>
    /// <param name="first">Name of the first segment that is needed.</param>
    /// <returns>Missing segments, named without their timeline; also the first where nothing is there at all.</returns>
    /// <remarks>A timeline begins within a segment of the one before it, so a number may be there twice.</remarks>
    public static IReadOnlyList<string> Missing(IEnumerable<string> archived, string first)
    {
        var begin = NumberOf(first) ?? throw new FormatException($"'{first}' is no WAL segment.");
        var present = archived.Select(NumberOf).OfType<long>().Where(number => number >= begin).ToHashSet();
        var end = present.Count == 0 ? begin : present.Max();
        var missing = new List<string>();
        for (var number = begin; number <= end; number++)
        {
            if (!present.Contains(number))
                missing.Add(string.Create(CultureInfo.InvariantCulture, $"{number / SegmentsPerHalf:X8}{number % SegmentsPerHalf:X8}"));
        }
        return missing;
    }

    /// <summary>pgBackRest adds a checksum and a suffix; histories, backup labels and partial segments are named otherwise.</summary>
    private static long? NumberOf(string name)
    {
        if (name.Length < NameLength || (name.Length > NameLength && name[NameLength] != '-'))
            return null;
        var digits = name.AsSpan(TimelineLength, NameLength - TimelineLength);
        return long.TryParse(digits[..HalfLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            && long.TryParse(digits[HalfLength..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low)
            ? (high * SegmentsPerHalf) + low
            : null;
    }
}
