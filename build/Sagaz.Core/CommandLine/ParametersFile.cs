using System.Text.Json;

namespace Sagaz.Core.CommandLine;

/// <summary>One <c>.nuke/parameters*.json</c>, parsed.</summary>
/// <param name="Path">As people know it, e.g. <c>.nuke/parameters.json</c>.</param>
/// <param name="Values">Its members, in the order of the file.</param>
public sealed record ParametersFile(string Path, IReadOnlyList<KeyValuePair<string, JsonElement>> Values)
{
    /// <summary>Reads the members of an object.</summary>
    /// <exception cref="JsonException">The text is not JSON, or not an object.</exception>
    public static ParametersFile Parse(string path, string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException($"{path} holds no object.");
        return new ParametersFile(
            path,
            [.. document.RootElement.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value.Clone()))]);
    }
}
