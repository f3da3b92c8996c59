namespace Nuke.Common.ValueInjection;

/// <summary>The arguments: positional ones first, then each name with the values that follow it.</summary>
internal sealed class CommandLine(string[] arguments)
{
    public IReadOnlyList<string> All => arguments;

    public bool Has(string name) => IndexOf(name) >= 0;

    /// <summary>The values of the last argument of that name, or null where it is not given.</summary>
    public object Named(string name, Type type, char? separator)
    {
        var index = IndexOf(name);
        return index < 0 ? null : Convert(name, arguments[(index + 1)..], type, separator);
    }

    /// <summary>The arguments before the first name, or null where there are none.</summary>
    public object Positional(Type type, char? separator)
        => arguments.Length == 0 || IsName(arguments[0]) ? null : Convert("$all-positional", arguments, type, separator);

    private static bool IsName(string argument) => argument.StartsWith('-');

    private static string Plain(string name) => name.Replace("-", string.Empty, StringComparison.Ordinal);

    private static object Convert(string name, string[] rest, Type type, char? separator)
    {
        var values = rest.TakeWhile(x => !IsName(x)).ToArray();
        if (separator is { } c && values.Any(x => x.Contains(c)))
        {
            if (values.Length > 1)
            {
                throw new FormatException(
                    $"Argument '{name}' with value [ {string.Join(", ", values)} ] cannot be split with separator '{c}'");
            }

            values = values[0].Split(c);
        }

        return ValueConversion.ToType(values, type, switchValue: true, source: $"argument '{name}'");
    }

    private int IndexOf(string name)
    {
        var plain = Plain(name);
        return Array.FindLastIndex(
            arguments,
            x => IsName(x) && Plain(x).Equals(plain, StringComparison.OrdinalIgnoreCase));
    }
}
