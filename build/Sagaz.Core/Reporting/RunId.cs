using System.Globalization;

namespace Sagaz.Core.Reporting;

/// <summary>Names a run: its start in UTC to the millisecond and four random hexadecimal digits.</summary>
/// <remarks>Ids sort by time as texts do, e.g. <c>20261122T185957123Z-3f2a</c>.</remarks>
public static class RunId
{
    private const string TimePattern = "yyyyMMdd'T'HHmmssfff'Z'";
    private static readonly int TimeLength = "20261122T185957123Z".Length;

    /// <summary>The id of a run.</summary>
    /// <param name="startedAt">When it started.</param>
    /// <param name="distinction">Tells apart runs of the same millisecond; the lowest 16 bits count.</param>
    public static string Create(DateTimeOffset startedAt, int distinction) =>
        string.Create(CultureInfo.InvariantCulture, $"{startedAt.UtcDateTime.ToString(TimePattern, CultureInfo.InvariantCulture)}-{distinction & 0xffff:x4}");

    /// <summary>Whether the text is an id that <see cref="Create"/> made.</summary>
    public static bool IsValid(string text) =>
        text.Length == TimeLength + 5
        && text[TimeLength] == '-'
        && text.Skip(TimeLength + 1).All(digit => char.IsAsciiHexDigitLower(digit))
        && DateTime.TryParseExact(text[..TimeLength], TimePattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
