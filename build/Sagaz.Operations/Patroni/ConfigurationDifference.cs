using System.Text.Json.Nodes;

namespace Sagaz.Operations.Patroni;

/// <summary>Compares configurations as Patroni's PATCH would apply them.</summary>
internal static class ConfigurationDifference
{
    /// <summary>Whether <paramref name="current"/> already holds everything in <paramref name="wanted"/>; null means absent.</summary>
    public static bool Covers(JsonObject current, JsonObject wanted) => wanted.All(pair => pair.Value switch
    {
        null => current[pair.Key] is null,
        JsonObject inner => current[pair.Key] is JsonObject there && Covers(there, inner),
        var value => JsonNode.DeepEquals(current[pair.Key], value),
    });
}
