using Nuke.Common;
using Sagaz.Operations.Pipeline;

partial class Build
{
    [Parameter("BuildImages: the Debian image to build from. Default is Debian's own, or one made from its packages where no registry answers.")]
    readonly string? BaseImage;

    [Parameter("PushImages: the registry to upload to, with a path where it needs one.")]
    readonly string? Registry;

    Target BuildImages => _ => _
        .Description("Builds the container images of deploy/images")
        .Executes(() => session.RunAsync(async (log, token) =>
            Summarize("Images", (await BuildClusterImages.BuildAsync(Settings, BaseImage, log, token)).Count)));

    Target PushImages => _ => _
        .Description("Uploads the container images to a registry")
        .DependsOn(BuildImages)
        .Executes(() => session.RunAsync(async (log, token) =>
            Summarize("Pushed", (await BuildClusterImages.PushAsync(Settings, Registry, log, token)).Count)));
}
