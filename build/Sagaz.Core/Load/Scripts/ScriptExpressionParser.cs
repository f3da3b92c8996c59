using System.Globalization;
using Sagaz.Core.Errors;

namespace Sagaz.Core.Load.Scripts;

/// <summary>Reads the expressions of <c>\set</c>: numbers, variables, + - * / %, parentheses and <see cref="ScriptFunction"/>s.</summary>
/// <param name="text">The expression.</param>
/// <param name="places">Finds a variable's place by its name.</param>
/// <param name="refuse">Makes the error of a mistake.</param>
internal sealed class ScriptExpressionParser(string text, Func<string, int> places, Func<string, ScriptException> refuse)
{
    private int at;

    public ScriptExpression Parse()
    {
        var expression = ReadSum();
        return at == text.Length ? expression : throw refuse($"'{text[at..]}' was not expected in '{text}'");
    }

    private ScriptExpression ReadSum()
    {
        var left = ReadProduct();
        while (Peek() is '+' or '-')
            left = new ScriptExpression.Sum(Take(), left, ReadProduct());
        return left;
    }

    private ScriptExpression ReadProduct()
    {
        var left = ReadTerm();
        while (Peek() is '*' or '/' or '%')
            left = new ScriptExpression.Sum(Take(), left, ReadTerm());
        return left;
    }

    private ScriptExpression ReadTerm()
    {
        switch (Peek())
        {
            case '-':
                Take();
                return new ScriptExpression.Sum('-', new ScriptExpression.Number(0L), ReadTerm());
            case '(':
                Take();
                var inner = ReadSum();
                Expect(')');
                return inner;
            case ':':
                Take();
                return new ScriptExpression.Variable(places(ReadName()));
            case >= '0' and <= '9' or '.':
                return ReadNumber();
            case var letter when char.IsAsciiLetter(letter) || letter == '_':
                return ReadCall(ReadName());
            default:
                throw refuse(at >= text.Length ? $"'{text}' ends too early" : $"'{text[at..]}' was not expected in '{text}'");
        }
    }

    private ScriptExpression.Number ReadNumber()
    {
        var begin = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '.'))
            at++;
        var digits = text[begin..at];
        SkipSpace();
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
            return new ScriptExpression.Number(whole);
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var real)
            ? new ScriptExpression.Number(real)
            : throw refuse($"'{digits}' is no number");
    }

    private ScriptExpression.Call ReadCall(string name)
    {
        if (!ScriptFunction.All.TryGetValue(name, out var function))
        {
            var near = NearestName.Find(name, ScriptFunction.All.Keys) is { } nearest ? $"; did you mean '{nearest}'?" : $"; known are {string.Join(", ", ScriptFunction.All.Keys)}";
            throw refuse($"the function '{name}' is not known{near}");
        }
        Expect('(');
        var arguments = new List<ScriptExpression> { ReadSum() };
        while (Peek() == ',')
        {
            Take();
            arguments.Add(ReadSum());
        }
        Expect(')');
        return arguments.Count >= function.Least && arguments.Count <= function.Most
            ? new ScriptExpression.Call(function, arguments)
            : throw refuse($"{name} takes {function.Least} values, not {arguments.Count}");
    }

    private string ReadName()
    {
        var begin = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            at++;
        var name = text[begin..at];
        SkipSpace();
        return name;
    }

    private void Expect(char letter)
    {
        if (Peek() != letter)
            throw refuse($"'{letter}' is missing in '{text}'");
        Take();
    }

    private char Peek()
    {
        if (at == 0)
            SkipSpace();
        return at < text.Length ? text[at] : '\0';
    }

    private char Take()
    {
        var letter = text[at++];
        SkipSpace();
        return letter;
    }

    private void SkipSpace()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }
}
