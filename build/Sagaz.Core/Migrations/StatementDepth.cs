namespace Sagaz.Core.Migrations;

/// <summary>How deep inside parentheses and BEGIN ATOMIC bodies a statement is.</summary>
internal struct StatementDepth
{
    private int _parentheses;
    private int _blocks;
    private bool _afterBegin;

    public readonly bool IsOutermost => _parentheses <= 0 && _blocks <= 0;

    public void Step(ReadOnlySpan<char> token)
    {
        var afterBegin = _afterBegin;
        _afterBegin = Is(token, "BEGIN");
        if (token is "(")
            _parentheses++;
        else if (token is ")")
            _parentheses--;
        else if (afterBegin && Is(token, "ATOMIC"))
            _blocks++;
        else if (_blocks > 0 && Is(token, "CASE"))
            _blocks++;
        else if (_blocks > 0 && Is(token, "END"))
            _blocks--;
    }

    private static bool Is(ReadOnlySpan<char> token, string word) => token.Equals(word, StringComparison.OrdinalIgnoreCase);
}
