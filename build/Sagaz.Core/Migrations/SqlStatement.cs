namespace Sagaz.Core.Migrations;

/// <summary>One statement of a script and where it stands there.</summary>
/// <param name="File">The file that it comes from.</param>
/// <param name="Text">From its first word to before its semicolon; what the server is sent.</param>
/// <param name="Line">Line of its first word in the file, 1 or more.</param>
public sealed record SqlStatement(string File, string Text, int Line)
{
    /// <summary>The file's line that an error's POSITION points at.</summary>
    /// <param name="position">Characters from the statement's start, 1 or more; 0 when the server named none.</param>
    /// <remarks>The server counts code points, .NET counts UTF-16 units.</remarks>
    public int LineAt(int position) =>
        Line + Text.EnumerateRunes().Take(Math.Max(0, position - 1)).Count(rune => rune.Value == '\n');

    /// <summary>The file's line of a line inside the first dollar-quoted body, for errors raised in a DO block.</summary>
    /// <param name="bodyLine">Counted as PL/pgSQL does: 1 is the line on which the body opens.</param>
    public int LineInBody(int bodyLine)
    {
        var opening = Text.IndexOf('$', StringComparison.Ordinal);
        return Line + Text.AsSpan(0, Math.Max(0, opening)).Count('\n') + Math.Max(0, bodyLine - 1);
    }
}
