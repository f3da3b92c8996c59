namespace Sagaz.Core.Migrations;

/// <summary>Finds where one token ends, by the PostgreSQL manual's chapter "Lexical structure".</summary>
internal static class SqlToken
{
    public static int EndOf(string text, int at, out SqlTokenKind kind)
    {
        var first = text[at];
        if (char.IsWhiteSpace(first))
            return Scan(text, at, char.IsWhiteSpace, SqlTokenKind.Space, out kind);
        if (StartsWith(text, at, "--"))
            return Scan(text, at, letter => letter != '\n', SqlTokenKind.Comment, out kind);
        if (StartsWith(text, at, "/*"))
            return Comment(text, at, out kind);
        if (first is '\'' or '"')
            return Quoted(text, at, first, escapes: false, out kind);
        if (first is 'E' or 'e' && StartsWith(text, at + 1, "'"))
            return Quoted(text, at + 1, '\'', escapes: true, out kind);
        if (char.IsLetter(first) || first == '_')
            return Scan(text, at, letter => char.IsLetterOrDigit(letter) || letter is '_' or '$', SqlTokenKind.Word, out kind);
        if (first == '$' && DollarTag(text, at) is { } tag)
            return DollarQuoted(text, at, tag, out kind);
        kind = SqlTokenKind.Symbol;
        return at + 1;
    }

    private static int Scan(string text, int at, Func<char, bool> belongs, SqlTokenKind found, out SqlTokenKind kind)
    {
        kind = found;
        while (at < text.Length && belongs(text[at]))
            at++;
        return at;
    }

    private static int Comment(string text, int at, out SqlTokenKind kind)
    {
        kind = SqlTokenKind.Comment;
        var depth = 0;
        while (at < text.Length)
        {
            if (StartsWith(text, at, "/*"))
                (depth, at) = (depth + 1, at + 2);
            else if (StartsWith(text, at, "*/"))
                (depth, at) = (depth - 1, at + 2);
            else
                at++;
            if (depth == 0)
                return at;
        }

        return at;
    }

    // A doubled quote ends one string and starts the next right there, which comes to the same.
    private static int Quoted(string text, int at, char quote, bool escapes, out SqlTokenKind kind)
    {
        kind = SqlTokenKind.Quoted;
        for (at++; at < text.Length && text[at] != quote; at++)
        {
            if (escapes && text[at] == '\\')
                at++;
        }

        // In an escape string a doubled quote must stay inside, or what follows would be read without escapes.
        return escapes && StartsWith(text, at, "''")
            ? Quoted(text, at + 1, quote, escapes, out kind)
            : Math.Min(at + 1, text.Length);
    }

    private static string? DollarTag(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && (char.IsLetter(text[end]) || text[end] == '_' || (end > at + 1 && char.IsDigit(text[end]))))
            end++;
        return end < text.Length && text[end] == '$' ? text[at..(end + 1)] : null;
    }

    private static int DollarQuoted(string text, int at, string tag, out SqlTokenKind kind)
    {
        kind = SqlTokenKind.Quoted;
        var close = text.IndexOf(tag, at + tag.Length, StringComparison.Ordinal);
        return close < 0 ? text.Length : close + tag.Length;
    }

    private static bool StartsWith(string text, int at, string value) =>
        string.CompareOrdinal(text, at, value, 0, value.Length) == 0;
}
