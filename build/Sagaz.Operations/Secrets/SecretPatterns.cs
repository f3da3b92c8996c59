using System.Buffers;
using System.Text;

namespace Sagaz.Operations.Secrets;

/// <summary>The texts to mask at one moment; immutable, so that a search sees all of them or none.</summary>
internal sealed class SecretPatterns
{
    private const string Mask = "***";

    private readonly string[] longestFirst;
    private readonly SearchValues<string> anyPattern;
    private readonly SearchValues<char> anyFirstLetter;

    public SecretPatterns(IEnumerable<string> patterns)
    {
        longestFirst = [.. patterns.OrderByDescending(pattern => pattern.Length).ThenBy(pattern => pattern, StringComparer.Ordinal)];
        anyPattern = SearchValues.Create(longestFirst, StringComparison.Ordinal);
        anyFirstLetter = SearchValues.Create([.. longestFirst.Select(pattern => pattern[0])]);
    }

    public static SecretPatterns None { get; } = new([]);

    /// <summary>The text with every pattern masked; null when it holds none.</summary>
    public string? Replace(ReadOnlySpan<char> text)
    {
        var (start, length) = NextMatch(text);
        if (start < 0)
            return null;
        var masked = new StringBuilder(text.Length);
        while (start >= 0)
        {
            masked.Append(text[..start]).Append(Mask);
            text = text[(start + length)..];
            (start, length) = NextMatch(text);
        }
        return masked.Append(text).ToString();
    }

    /// <summary>How much of the text can be shown now, because no text that follows makes it part of a pattern.</summary>
    public int SettledLength(ReadOnlySpan<char> text)
    {
        var open = OpenTail(text);
        if (open == text.Length)
            return open;
        // A match that reaches into the open tail may grow with it, and is then masked as one.
        for (var at = 0; ;)
        {
            var (start, length) = NextMatch(text[at..]);
            if (start < 0 || at + start >= open)
                return open;
            if (at + start + length > open)
                return at + start;
            at += start + length;
        }
    }

    // Where the longest end of the text starts that is the beginning of a pattern. No pattern holds a line break.
    private int OpenTail(ReadOnlySpan<char> text)
    {
        if (longestFirst.Length == 0)
            return text.Length;
        var at = Math.Max(text.LastIndexOf('\n') + 1, text.Length - longestFirst[0].Length + 1);
        while (at < text.Length)
        {
            var candidate = text[at..].IndexOfAny(anyFirstLetter);
            if (candidate < 0)
                return text.Length;
            at += candidate;
            foreach (var pattern in longestFirst)
            {
                if (pattern.Length > text.Length - at && pattern.AsSpan().StartsWith(text[at..]))
                    return at;
            }
            at++;
        }
        return text.Length;
    }

    // Patterns that overlap are one match, or the rest of the second would show.
    private (int Start, int Length) NextMatch(ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAny(anyPattern);
        if (start < 0)
            return (-1, 0);
        var end = start;
        for (var at = start; at == start || at < end; at++)
            end = Math.Max(end, at + LongestAt(text[at..]));
        return (start, end - start);
    }

    private int LongestAt(ReadOnlySpan<char> text)
    {
        foreach (var pattern in longestFirst)
        {
            if (text.StartsWith(pattern))
                return pattern.Length;
        }
        return 0;
    }
}
