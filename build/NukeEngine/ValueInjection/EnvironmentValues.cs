using Serilog;

namespace Nuke.Common.ValueInjection;

/// <summary>The environment, where names match whatever their case and punctuation, with or without NUKE_.</summary>
internal sealed class EnvironmentValues(IEnumerable<KeyValuePair<string, string>> variables)
{
    private readonly Dictionary<string, string> exact = new(variables, StringComparer.Ordinal);
    private Dictionary<string, List<string>> loose;

    public object Get(string name, Type type, char? separator)
    {
        if (!exact.TryGetValue(name, out var value))
        {
            loose ??= ByPlainName();
            var plain = Plain(name);
            var found = loose.GetValueOrDefault(plain, []).Concat(loose.GetValueOrDefault("NUKE" + plain, [])).ToList();
            if (found.Count > 1)
                Log.Warning("Could not resolve {VariableName} since multiple values are provided", name);
            if (found.Count != 1)
                return null;
            value = found[0];
        }

        var values = separator is { } c ? value.Split(c) : [value];
        return ValueConversion.ToType(values, type, switchValue: false, source: $"environment variable '{name}'");
    }

    private Dictionary<string, List<string>> ByPlainName()
    {
        // A loop, because LINQ over structs is compiled anew at each start.
        var groups = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in exact)
        {
            var plain = Plain(name);
            if (!groups.TryGetValue(plain, out var group))
                groups[plain] = group = [];
            group.Add(value);
        }

        return groups;
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit));
}
