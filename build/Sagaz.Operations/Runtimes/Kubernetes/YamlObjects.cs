using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sagaz.Core.Kubernetes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Manifests as the API server reads them: YAML 1.1, in which 0440 is a number of base 8.</summary>
internal static partial class YamlObjects
{
    /// <summary>The objects of a stream of documents; empty documents do not count.</summary>
    /// <exception cref="YamlException">It is no YAML.</exception>
    public static IReadOnlyList<ManifestObject> Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        // Read anew as text, so that a number is of whatever type its reader asks for.
        return [.. stream.Documents.Select(document => Node(document.RootNode)).OfType<JsonObject>().Select(json => new ManifestObject(JsonNode.Parse(json.ToJsonString())!.AsObject()))];
    }

    private static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Node(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Node)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new YamlException($"{node.NodeType} is not expected in a manifest."),
    };

    private static JsonNode? Plain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => JsonValue.Create(true),
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => JsonValue.Create(false),
        _ when Octal().IsMatch(text) => JsonValue.Create(Convert.ToInt64(text, 8)),
        _ when Integer().IsMatch(text) && long.TryParse(text, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when Fraction().IsMatch(text) && double.TryParse(text, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };

    [GeneratedRegex("^0[0-7]+$")]
    private static partial Regex Octal();

    [GeneratedRegex("^[-+]?(0|[1-9][0-9]*)$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?[0-9]*\.[0-9]+([eE][-+]?[0-9]+)?$|^[-+]?[0-9]+[eE][-+]?[0-9]+$")]
    private static partial Regex Fraction();
}
