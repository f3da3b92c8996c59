namespace Sagaz.Core.Migrations;

/// <summary>Splits a script at the semicolons that end statements, by PostgreSQL's lexical rules.</summary>
/// <remarks>
/// Semicolons inside strings, quoted names, dollar quotes, comments (nested too), parentheses and
/// <c>BEGIN ATOMIC … END</c> bodies end nothing. psql's backslash commands are not SQL and are not understood.
/// </remarks>
public static class SqlStatementSplitter
{
    /// <summary>The statements of <paramref name="text"/>, without comments before them and without empty ones.</summary>
    public static IReadOnlyList<SqlStatement> Split(string file, string text)
    {
        var statements = new List<SqlStatement>();
        var start = -1;
        var depth = new StatementDepth();

        for (var at = 0; at < text.Length;)
        {
            var end = SqlToken.EndOf(text, at, out var kind);
            if (kind == SqlTokenKind.Symbol && text[at] == ';' && depth.IsOutermost)
            {
                Add(start, at);
                start = -1;
                depth = new StatementDepth();
            }
            else if (kind is not (SqlTokenKind.Space or SqlTokenKind.Comment))
            {
                start = start < 0 ? at : start;
                depth.Step(text.AsSpan(at, end - at));
            }

            at = end;
        }

        Add(start, text.Length);
        return statements;

        void Add(int from, int to)
        {
            if (from >= 0)
            {
                var line = 1 + text.AsSpan(0, from).Count('\n');
                statements.Add(new SqlStatement(file, text[from..to].TrimEnd(), line));
            }
        }
    }
}
