using System.Globalization;

namespace Sagaz.Core.Topology;

/// <summary>Sizes as PostgreSQL writes them: a whole number and <c>kB</c>, <c>MB</c>, <c>GB</c> or <c>TB</c>, powers of 1024.</summary>
public static class ByteSize
{
    private static readonly (string Suffix, long Factor)[] Units =
        [("TB", 1L << 40), ("GB", 1L << 30), ("MB", 1L << 20), ("kB", 1L << 10), ("B", 1)];

    /// <summary>Reads <c>256MB</c>; false when <paramref name="text"/> is no such size.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        foreach (var (suffix, factor) in Units)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal))
                continue;
            if (!long.TryParse(text.AsSpan(0, text.Length - suffix.Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || count > long.MaxValue / factor)
                return false;
            bytes = count * factor;
            return true;
        }
        return false;
    }

    /// <summary>The size in whole kilobytes, which every PostgreSQL memory setting accepts.</summary>
    public static string ToSetting(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024}kB");

    /// <summary>The size for a person, e.g. <c>48.2 MiB</c>.</summary>
    public static string ToText(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.#} GiB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.#} MiB"),
        >= 1L << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 10):0.#} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
    };
}
