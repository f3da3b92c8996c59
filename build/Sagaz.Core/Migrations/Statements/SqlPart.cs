namespace Sagaz.Core.Migrations.Statements;

/// <summary>One part of a statement, comments and space left out.</summary>
/// <param name="Text">A word in lower case, a quoted name without its quotes, anything else as it stands.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Where it starts in the statement, from 0.</param>
internal readonly record struct SqlPart(string Text, SqlPartKind Kind, int Position)
{
    public bool IsName => Kind is SqlPartKind.Word or SqlPartKind.QuotedName;

    /// <summary>Whether it is this keyword or symbol; a quoted name or a string never is.</summary>
    public bool Is(string word) => Kind is not (SqlPartKind.QuotedName or SqlPartKind.Text) && Text == word;

    public static IReadOnlyList<SqlPart> Read(string statement)
    {
        var parts = new List<SqlPart>();
        for (var at = 0; at < statement.Length;)
        {
            var end = SqlToken.EndOf(statement, at, out var kind);
            if (kind == SqlTokenKind.Symbol)
            {
                while (char.IsAsciiDigit(statement[at]) && end < statement.Length && char.IsAsciiDigit(statement[end]))
                    end++;
            }

            if (kind is not (SqlTokenKind.Space or SqlTokenKind.Comment))
                parts.Add(Part(statement[at..end], kind, at));
            at = end;
        }

        return parts;
    }

    private static SqlPart Part(string text, SqlTokenKind kind, int at) => kind switch
    {
        SqlTokenKind.Word => new SqlPart(text.ToLowerInvariant(), SqlPartKind.Word, at),
        SqlTokenKind.Quoted when text[0] == '"' =>
            new SqlPart(text.Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal), SqlPartKind.QuotedName, at),
        SqlTokenKind.Quoted => new SqlPart(text, SqlPartKind.Text, at),
        _ => new SqlPart(text, char.IsAsciiDigit(text[0]) ? SqlPartKind.Number : SqlPartKind.Symbol, at),
    };
}
