using System.Text;

namespace Sagaz.Core.CommandLine;

/// <summary>Words of a sentence.</summary>
internal static class Enumeration
{
    private const int LongestShown = 60;

    /// <summary><c>a, b or c</c>.</summary>
    public static string Or(IReadOnlyList<string> words) => words switch
    {
        [] => "nothing",
        [var only] => only,
        _ => $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}",
    };

    /// <summary>The value in quotes, on one line and of bearable length.</summary>
    public static string Quoted(string value)
    {
        var shown = new StringBuilder("'");
        foreach (var letter in value.Length > LongestShown ? value.AsSpan(0, LongestShown) : value)
            shown.Append(char.IsControl(letter) ? '\uFFFD' : letter);
        return shown.Append(value.Length > LongestShown ? "…'" : "'").ToString();
    }
}
