using System.Globalization;
using System.Text;

namespace Sagaz.Core.Load.Scripts;

/// <summary>Turns the variables of a statement into parameters, as pgbench does: each use is a parameter of its own.</summary>
internal static class ScriptVariables
{
    public static ScriptQuery Replace(string statement, Func<string, int> placeOf)
    {
        var (text, places) = (new StringBuilder(), new List<int>());
        var isQuoted = false;
        for (var at = 0; at < statement.Length; at++)
        {
            if (statement[at] == '\'')
                isQuoted = !isQuoted;
            // Two colons are a cast.
            if (isQuoted || statement[at] != ':' || (at > 0 && statement[at - 1] == ':') || NameLength(statement, at + 1) is not (> 0 and var length))
            {
                text.Append(statement[at]);
                continue;
            }
            places.Add(placeOf(statement.Substring(at + 1, length)));
            text.Append(CultureInfo.InvariantCulture, $"${places.Count}");
            at += length;
        }
        return new ScriptQuery(text.ToString(), places);
    }

    private static int NameLength(string text, int begin)
    {
        var end = begin;
        while (end < text.Length && (char.IsAsciiLetter(text[end]) || text[end] == '_' || (end > begin && char.IsAsciiDigit(text[end]))))
            end++;
        return end - begin;
    }
}
