namespace Sagaz.Core.Migrations.Statements;

/// <summary>Walks over a statement's parts, taking what it recognises.</summary>
internal sealed class SqlCursor(IReadOnlyList<SqlPart> parts)
{
    private int _at;

    public bool IsAtEnd => _at >= parts.Count;

    /// <summary>Where the next part starts in the statement; 0 at the end.</summary>
    public int Position => IsAtEnd ? 0 : parts[_at].Position;

    /// <summary>What is left, as words with single spaces.</summary>
    public string Rest => string.Join(' ', parts.Skip(_at).Select(part => part.Text));

    public bool IsNext(string words)
    {
        var wanted = words.Split(' ');
        return _at + wanted.Length <= parts.Count && wanted.Index().All(word => parts[_at + word.Index].Is(word.Item));
    }

    public bool Take(string words)
    {
        if (!IsNext(words))
            return false;
        _at += words.Count(' '.Equals) + 1;
        return true;
    }

    /// <summary>Whether the words stand anywhere in what is left, inside parentheses too.</summary>
    public bool Holds(string words) => Find(words) is not null;

    /// <summary>A cursor behind the first occurrence of the words in what is left; null when there is none.</summary>
    public SqlCursor? Find(string words)
    {
        var ahead = new SqlCursor(parts) { _at = _at };
        for (; !ahead.IsAtEnd; ahead._at++)
        {
            if (ahead.Take(words))
                return ahead;
        }

        return null;
    }

    /// <summary>A name with or without its schema; <c>public.</c> is left out, as scripts run with that search path.</summary>
    public string TakeName()
    {
        var name = TakeWord();
        while (name.Length > 0 && Take("."))
            name = $"{name}.{TakeWord()}";
        return name.StartsWith("public.", StringComparison.Ordinal) ? name["public.".Length..] : name;
    }

    /// <summary>The names in a list without parentheses: <c>a, b</c>.</summary>
    public IReadOnlyList<string> TakeNames()
    {
        var names = new List<string>();
        do
        {
            Take("only");
            names.Add(TakeName());
            Take("*");
        }
        while (Take(","));
        return names;
    }

    public string TakeWord() => !IsAtEnd && parts[_at].IsName ? parts[_at++].Text : "";

    public void Skip() => _at++;

    /// <summary>What stands between the next parentheses, split at its own commas; empty when none opens here.</summary>
    public IReadOnlyList<SqlCursor> TakeList()
    {
        if (!Take("("))
            return [];
        var from = _at;
        for (var depth = 1; !IsAtEnd && depth > 0; _at++)
            depth += Depth(parts[_at]);
        return Split(from, Math.Max(from, _at - 1));
    }

    /// <summary>What is left, split at the commas outside parentheses.</summary>
    public IReadOnlyList<SqlCursor> SplitRest() => Split(_at, parts.Count);

    private List<SqlCursor> Split(int from, int to)
    {
        var items = new List<SqlCursor>();
        var (start, depth) = (from, 0);
        for (var index = from; index < to; index++)
        {
            depth += Depth(parts[index]);
            if (depth == 0 && parts[index].Is(","))
            {
                items.Add(new SqlCursor([.. parts.Take(index).Skip(start)]));
                start = index + 1;
            }
        }

        if (start < to)
            items.Add(new SqlCursor([.. parts.Take(to).Skip(start)]));
        return items;
    }

    private static int Depth(SqlPart part) => part.Is("(") ? 1 : part.Is(")") ? -1 : 0;
}
