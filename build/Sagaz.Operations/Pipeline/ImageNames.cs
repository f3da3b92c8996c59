using System.Text.Json;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Images;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Pipeline;

/// <summary>Under which names nodes find our images: in a registry by digest where it has told one, else by tag.</summary>
internal static class ImageNames
{
    /// <returns>Full references by the name of an own image, e.g. <c>postgres</c>.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(RunSettings settings, ManifestSet manifests, CommandRunner commands, CancellationToken cancellationToken)
    {
        var images = new ImageSet(Path.Combine(settings.DeployFolder, "images"), typeof(ImageNames).Assembly.GetName().Version!.ToString(3));
        var names = new Dictionary<string, string>();
        foreach (var image in ImagePins.OwnImages(manifests))
        {
            var name = settings.Deployment.Registry is { } registry ? $"{registry.TrimEnd('/')}/{images.Name(image)}" : images.Name(image);
            names[image] = settings.Deployment.Registry is not null && await FindDigestAsync(name, commands, cancellationToken) is { } digest ? $"{name}@{digest}" : name;
        }
        return names;
    }

    /// <summary>The digest that the registry gave when the image was uploaded from here, or when it was fetched.</summary>
    private static async Task<string?> FindDigestAsync(string name, CommandRunner commands, CancellationToken cancellationToken)
    {
        var asked = await commands.RunAsync(DockerCli.Command(["image", "inspect", "--format", "{{json .RepoDigests}}", name]), cancellationToken: cancellationToken);
        if (!asked.Succeeded)
            return null;
        var repository = ImageReference.Parse(name).Name + "@";
        return (JsonSerializer.Deserialize<string[]>(asked.Output) ?? []).FirstOrDefault(digest => digest.StartsWith(repository, StringComparison.Ordinal))?[repository.Length..];
    }
}
