using System.Collections;
using System.Globalization;

namespace Nuke.Common.Tooling;

/// <summary>Arguments in their order, quoted where they have spaces.</summary>
internal sealed class ArgumentList(string command) : IEnumerable<string>
{
    private readonly List<string> arguments = [command];

    public ArgumentList Text(string option, string value)
    {
        if (value is null)
            return this;

        if (option is not null)
            arguments.Add(option);
        arguments.Add(Quote(value));
        return this;
    }

    public ArgumentList Texts(string option, IReadOnlyList<string> values)
    {
        foreach (var value in values ?? [])
            Text(option, value);
        return this;
    }

    public ArgumentList Switch(string option, bool? value)
    {
        if (value ?? false)
            arguments.Add(option);
        return this;
    }

    public ArgumentList Properties(IReadOnlyDictionary<string, object> properties)
    {
        foreach (var (name, value) in properties ?? new Dictionary<string, object>())
        {
            var text = value is bool flag ? flag ? "true" : "false" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
            arguments.Add($"/property:{name}={Quote(text.Replace(";", "%3B", StringComparison.Ordinal))}");
        }

        return this;
    }

    public IEnumerator<string> GetEnumerator() => arguments.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string Quote(string text)
        => text.AsSpan().IndexOfAny(" ;&|\"") < 0 ? text : $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
