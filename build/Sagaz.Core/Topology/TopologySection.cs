using System.Text.Json;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;

namespace Sagaz.Core.Topology;

/// <summary>One JSON object of topology.json: reads typed values, notes every error, and knows what nobody asked for.</summary>
internal sealed class TopologySection(JsonObject json, string path, List<string> errors)
{
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public TopologySection Section(string key)
    {
        if (Take(key) is JsonObject child)
            return new TopologySection(child, At(key), errors);
        if (json[key] is not null)
            errors.Add($"{At(key)} must be an object.");
        return new TopologySection([], At(key), json[key] is null ? Missing(key) : []);
    }

    public int Int(string key, int minimum, int maximum) => (int)Long(key, minimum, maximum);

    public long Long(string key, long minimum, long maximum)
    {
        if (Take(key) is not JsonValue value || value.GetValueKind() != JsonValueKind.Number || !value.TryGetValue(out long number))
            return Refuse(key, "a whole number", minimum);
        if (number < minimum || number > maximum)
            errors.Add($"{At(key)} is {number}; it must be {minimum} to {maximum}.");
        return number;
    }

    public TimeSpan Seconds(string key, int minimum, int maximum) => TimeSpan.FromSeconds(Int(key, minimum, maximum));

    public string Text(string key)
    {
        if (Take(key) is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0)
            return text;
        return Refuse(key, "a text", "");
    }

    public string TextOrEmpty(string key) =>
        Take(key) is JsonValue value && value.TryGetValue(out string? text) ? text : Refuse(key, "a text, which may be empty", "");

    public long Size(string key) =>
        Take(key) is JsonValue value && value.TryGetValue(out string? text) && ByteSize.TryParse(text, out var bytes)
            ? bytes
            : Refuse(key, "a size such as 256MB", 0L);

    public T Choice<T>(string key) where T : struct, Enum
    {
        var names = Enum.GetNames<T>().Select(name => name.ToLowerInvariant());
        return Take(key) is JsonValue value && value.TryGetValue(out string? text)
            && names.Contains(text) && Enum.TryParse<T>(text, ignoreCase: true, out var choice)
            ? choice
            : Refuse(key, "one of " + string.Join(", ", names), default(T));
    }

    /// <summary>Whether a statement that must be there is true.</summary>
    public bool Flag(string key) => Take(key) is JsonValue value && value.TryGetValue(out bool flag) ? flag : Refuse(key, "true or false", false);

    public IReadOnlyDictionary<string, string> Texts() => Keys().ToDictionary(key => key, Text);

    public IReadOnlyDictionary<string, long> Sizes() => Keys().ToDictionary(key => key, Size);

    public IReadOnlyDictionary<string, double> Numbers() => Keys().ToDictionary(
        key => key, key => Take(key) is JsonValue value && value.TryGetValue(out double number) ? number : Refuse(key, "a number", 0.0));

    /// <summary>Every object in it, with its key.</summary>
    public IReadOnlyList<(string Key, TopologySection Section)> Sections() => [.. Keys().Select(key => (key, Section(key)))];

    /// <summary>A list of names of an enumeration, in any case.</summary>
    public IReadOnlyList<T> Choices<T>(string key) where T : struct, Enum =>
        Take(key) is JsonArray list && list.All(item => item is JsonValue value && value.TryGetValue(out string? text) && Enum.TryParse<T>(text, ignoreCase: true, out _))
            ? [.. list.Select(item => Enum.Parse<T>(item!.GetValue<string>(), ignoreCase: true))]
            : Refuse<IReadOnlyList<T>>(key, "a list of " + string.Join(", ", Enum.GetNames<T>()), []);

    /// <summary>Leaves one key unread on purpose.</summary>
    public void Ignore(string key) => asked.Add(key);

    /// <summary>Notes every key that nothing asked for.</summary>
    public void RefuseUnknown()
    {
        foreach (var key in Keys().Where(key => !asked.Contains(key)))
            errors.Add($"{At(key)} is not known{Suggest(key)}");
    }

    private string Suggest(string key) =>
        NearestName.Find(key, asked) is { } nearest ? $"; did you mean '{nearest}'?" : $"; known are {string.Join(", ", asked)}.";

    private List<string> Keys() => [.. json.Select(pair => pair.Key)];

    private JsonNode? Take(string key)
    {
        asked.Add(key);
        return json[key];
    }

    private List<string> Missing(string key)
    {
        errors.Add($"{At(key)} is missing.");
        return [];
    }

    private T Refuse<T>(string key, string expected, T substitute)
    {
        errors.Add(json[key] is { } found
            ? $"{At(key)} is {found.ToJsonString()}; it must be {expected}."
            : $"{At(key)} is missing; it must be {expected}.");
        return substitute;
    }

    private string At(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
