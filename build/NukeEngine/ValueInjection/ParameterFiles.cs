using System.Text.Json;
using Nuke.Common.IO;

namespace Nuke.Common.ValueInjection;

/// <summary>parameters.json and the profiles' files, the later ones over the earlier ones.</summary>
internal sealed class ParameterFiles
{
    private const string Prefix = "parameters.";

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private readonly Dictionary<string, string[]> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly AbsolutePath root;

    /// <exception cref="InvalidOperationException">A file is malformed, or a profile has none.</exception>
    public ParameterFiles(AbsolutePath root, AbsolutePath directory, string[] profiles)
    {
        this.root = root;
        var main = directory / "parameters.json";
        if (File.Exists(main))
            Load(main);
        foreach (var file in profiles.Select(x => directory / $"{Prefix}{x}.json"))
        {
            Assert.FileExists(file, $"File expected: {file}");
            Load(file);
        }
    }

    public static string[] ProfileNames(AbsolutePath directory)
        => [.. Directory.GetFiles(directory, Prefix + "*.json").Select(x => Path.GetFileNameWithoutExtension(x)[Prefix.Length..])];

    public object Get(string name, Type type)
        => values.TryGetValue(name, out var found)
            ? ValueConversion.ToType(found, type, switchValue: true, source: $"parameter '{name}'", root)
            : null;

    private static string[] Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(Texts)],
        JsonValueKind.Null => [],
        JsonValueKind.String => [value.GetString()],
        _ => [value.GetRawText()],
    };

    private void Load(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), Lenient);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name != "$schema" && property.Value.ValueKind != JsonValueKind.Null)
                    values[property.Name.Replace("-", string.Empty, StringComparison.Ordinal)] = Texts(property.Value);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            Assert.Fail($"Failed parsing parameters file '{file}'.", exception);
        }
    }
}
