using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>Which labels a selector asks for; an empty one takes everything.</summary>
public static class LabelSelector
{
    /// <summary>Whether labels satisfy a plain mapping, as a Service's selector is.</summary>
    public static bool Takes(IReadOnlyDictionary<string, string> wanted, IReadOnlyDictionary<string, string> labels) =>
        wanted.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);

    /// <summary>Whether labels satisfy a selector with <c>matchLabels</c> and <c>matchExpressions</c>.</summary>
    public static bool Takes(JsonNode? selector, IReadOnlyDictionary<string, string> labels) =>
        Takes(ManifestObject.TextsAt(selector, "matchLabels"), labels)
        && ManifestObject.ListAt(selector, "matchExpressions").All(expression => Takes(expression, labels));

    /// <summary>A selector as people read it: <c>app=pgbouncer, pool-type=read</c>; <c>*</c> for everything.</summary>
    public static string ToText(JsonNode? selector)
    {
        var parts = ManifestObject.TextsAt(selector, "matchLabels").OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")
            .Concat(ManifestObject.ListAt(selector, "matchExpressions").Select(expression => $"{expression["key"]} {expression["operator"]} ({string.Join(", ", Values(expression))})"))
            .ToList();
        return parts.Count == 0 ? "*" : string.Join(", ", parts);
    }

    private static bool Takes(JsonObject expression, IReadOnlyDictionary<string, string> labels)
    {
        var isThere = labels.TryGetValue((string)expression["key"]!, out var value);
        return (string?)expression["operator"] switch
        {
            "In" => isThere && Values(expression).Contains(value),
            "NotIn" => !isThere || !Values(expression).Contains(value),
            "Exists" => isThere,
            "DoesNotExist" => !isThere,
            _ => false,
        };
    }

    private static IEnumerable<string> Values(JsonObject expression) => expression["values"] is JsonArray values ? values.Select(value => (string)value!) : [];
}
