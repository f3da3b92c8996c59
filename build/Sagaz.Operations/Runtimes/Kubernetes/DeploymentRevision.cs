using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>One deployment as the cluster remembers it: everything that was applied, and whether it proved good.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="IsGood">Whether its gates passed.</param>
/// <param name="Commit">The commit that it came from.</param>
/// <param name="Manifests">All its objects; none of them holds a secret.</param>
internal sealed record DeploymentRevision(int Number, bool IsGood, string Commit, ManifestSet Manifests)
{
    /// <summary>What the name of its ConfigMap begins with.</summary>
    public const string NamePrefix = "deployed-revision-";

    /// <summary>The label that says whether it proved good.</summary>
    public const string GoodLabel = "sagaz.io/is-good";

    /// <summary>The label that all of them bear.</summary>
    public const string KindLabel = "sagaz.io/holds";

    private const string KindValue = "revision";
    private const string Entry = "manifests.json.gz";

    /// <summary>Its name in the cluster.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{NamePrefix}{Number}");

    /// <summary>Selects all of them.</summary>
    public static string Selector => $"{KindLabel}={KindValue}";

    /// <summary>The ConfigMap that holds it.</summary>
    public JsonObject ToConfigMap(string space) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject
        {
            ["name"] = Name,
            ["namespace"] = space,
            ["labels"] = new JsonObject { [KindLabel] = KindValue, [GoodLabel] = IsGood ? "true" : "false", ["app.kubernetes.io/part-of"] = "sagaz" },
            ["annotations"] = new JsonObject { ["sagaz.io/commit"] = Commit, ["sagaz.io/environment"] = Manifests.Environment },
        },
        ["binaryData"] = new JsonObject { [Entry] = Pack(Manifests) },
    };

    /// <summary>What a ConfigMap of such a name holds.</summary>
    public static DeploymentRevision Parse(JsonObject map)
    {
        var item = new ManifestObject(map);
        var annotations = ManifestObject.TextsAt(map, "metadata", "annotations");
        return new(
            int.Parse(item.Name[NamePrefix.Length..], CultureInfo.InvariantCulture),
            item.Labels.GetValueOrDefault(GoodLabel) == "true",
            annotations.GetValueOrDefault("sagaz.io/commit", ""),
            new ManifestSet(annotations.GetValueOrDefault("sagaz.io/environment", ""), Unpack((string)map["binaryData"]![Entry]!)));
    }

    /// <summary>Whether both would apply the same.</summary>
    public bool IsSameAs(ManifestSet other) => Pack(Manifests) == Pack(other);

    private static string Pack(ManifestSet manifests)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal))
            zip.Write(Encoding.UTF8.GetBytes(new JsonArray([.. manifests.Objects.Select(item => item.Json.DeepClone())]).ToJsonString()));
        return Convert.ToBase64String(packed.ToArray());
    }

    private static IReadOnlyList<ManifestObject> Unpack(string packed)
    {
        using var zip = new GZipStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        using var text = new StreamReader(zip);
        return [.. JsonNode.Parse(text.ReadToEnd())!.AsArray().Select(item => new ManifestObject(item!.DeepClone().AsObject()))];
    }
}
