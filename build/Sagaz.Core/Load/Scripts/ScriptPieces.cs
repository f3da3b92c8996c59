using System.Text;
using System.Text.RegularExpressions;

namespace Sagaz.Core.Load.Scripts;

/// <summary>Cuts a script into its pieces: lines with a backslash, names, and statements that end with a semicolon or <c>\gset</c>.</summary>
internal static partial class ScriptPieces
{
    public static IReadOnlyList<ScriptPiece> Of(string file, string text)
    {
        var pieces = new List<ScriptPiece>();
        var statement = new StringBuilder();
        var begin = 0;
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var number = 1; number <= lines.Length; number++)
        {
            var line = lines[number - 1];
            var isBetween = string.IsNullOrWhiteSpace(statement.ToString());
            if (isBetween && line.TrimStart() is var bare && (bare.StartsWith('\\') || bare.StartsWith("-- name:", StringComparison.Ordinal)))
            {
                pieces.Add(new ScriptPiece(number, bare.Trim(), bare.StartsWith('\\')));
                continue;
            }
            foreach (var (part, ends) in Parts(WithoutComment(line)))
            {
                if (string.IsNullOrWhiteSpace(statement.ToString()))
                    begin = number;
                statement.Append(part).Append(ends ? "" : "\n");
                if (!ends)
                    continue;
                Add(pieces, begin, statement.ToString().Trim(), file);
                statement.Clear();
            }
        }
        return string.IsNullOrWhiteSpace(statement.ToString()) ? pieces : throw new ScriptException(file, begin, "this statement does not end with a semicolon");
    }

    private static void Add(List<ScriptPiece> pieces, int line, string text, string file)
    {
        if (text.Length == 0)
            return;
        if (Gset().Match(text) is not { Success: true } captured)
        {
            pieces.Add(new ScriptPiece(line, text, false));
            return;
        }
        var columns = Alias().Matches(captured.Groups[1].Value).Select(found => found.Groups[1].Value).ToList();
        if (columns.Count == 0)
            throw new ScriptException(file, line, @"\gset needs columns with names: SELECT … AS name");
        pieces.Add(new ScriptPiece(line, captured.Groups[1].Value.Trim(), false, columns));
    }

    /// <summary>The parts of a line up to each semicolon or <c>\gset</c> that stands outside of quotes.</summary>
    private static IEnumerable<(string Text, bool Ends)> Parts(string line)
    {
        var (begin, isQuoted) = (0, false);
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '\'')
                isQuoted = !isQuoted;
            if (isQuoted)
                continue;
            if (line[at] == ';')
            {
                yield return (line[begin..at], true);
                begin = at + 1;
            }
            else if (line.AsSpan(at).StartsWith(@"\gset"))
            {
                yield return (line[begin..(at + 5)], true);
                begin = at + 5;
            }
        }
        if (begin < line.Length || line.Length == 0)
            yield return (line[begin..], false);
    }

    private static string WithoutComment(string line)
    {
        var isQuoted = false;
        for (var at = 0; at < line.Length - 1; at++)
        {
            if (line[at] == '\'')
                isQuoted = !isQuoted;
            if (!isQuoted && line[at] == '-' && line[at + 1] == '-')
                return line[..at];
        }
        return line;
    }

    [GeneratedRegex(@"^(.*)\\gset$", RegexOptions.Singleline)]
    private static partial Regex Gset();

    // The names of the outermost columns: a workload names those that it takes, and no other.
    [GeneratedRegex(@"\bAS\s+([a-z_][a-z0-9_]*)\s*(?=,|\bFROM\b|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Alias();
}
