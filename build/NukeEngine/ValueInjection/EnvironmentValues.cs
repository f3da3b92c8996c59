using Serilog;

namespace Nuke.Common.ValueInjection;

/// <summary>The environment, where names match whatever their case and punctuation, with or without NUKE_.</summary>
internal sealed class EnvironmentValues(IEnumerable<KeyValuePair<string, string>> variables)
{
    private readonly Dictionary<string, string> exact = new(variables, StringComparer.Ordinal);
    private ILookup<string, string> loose;

    public object Get(string name, Type type, char? separator)
    {
        if (!exact.TryGetValue(name, out var value))
        {
            loose ??= exact.ToLookup(x => Plain(x.Key), x => x.Value, StringComparer.OrdinalIgnoreCase);
            var plain = Plain(name);
            string[] found = [.. loose[plain], .. loose["NUKE" + plain]];
            if (found.Length > 1)
                Log.Warning("Could not resolve {VariableName} since multiple values are provided", name);
            if (found.Length != 1)
                return null;
            value = found[0];
        }

        var values = separator is { } c ? value.Split(c) : [value];
        return ValueConversion.ToType(values, type, switchValue: false, source: $"environment variable '{name}'");
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit));
}
