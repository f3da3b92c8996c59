using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>What stands for each image of the manifests: a registry's name for it, a tag or a digest.</summary>
public static class ImagePins
{
    /// <summary>What stands before the name of an image that is ours.</summary>
    public const string OwnPrefix = "sagaz/";

    /// <summary>Names of our images that the manifests use, without prefix and tag: <c>postgres</c>.</summary>
    public static IReadOnlyList<string> OwnImages(ManifestSet manifests) =>
    [
        .. manifests.Containers.Select(pair => ImageReference.Parse((string?)pair.Container["image"] ?? ""))
            .Where(image => image.Name.StartsWith(OwnPrefix, StringComparison.Ordinal))
            .Select(image => image.Name[OwnPrefix.Length..])
            .Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>The manifests with other references.</summary>
    /// <param name="manifests">What was rendered.</param>
    /// <param name="references">Full references by the name of an own image, e.g. <c>postgres</c>; others stay.</param>
    public static ManifestSet Apply(ManifestSet manifests, IReadOnlyDictionary<string, string> references) => manifests.With(item =>
    {
        foreach (var container in item.Containers)
        {
            var image = ImageReference.Parse((string?)container["image"] ?? "");
            if (image.Name.StartsWith(OwnPrefix, StringComparison.Ordinal) && references.TryGetValue(image.Name[OwnPrefix.Length..], out var reference))
                container["image"] = JsonValue.Create(reference);
        }
        return item;
    });
}
