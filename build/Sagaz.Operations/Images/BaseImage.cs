using Sagaz.Core.Errors;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Images;

/// <summary>The Debian image that all others are made from.</summary>
public sealed class BaseImage(ImageSet images, CommandRunner commands, IProgressLog log)
{
    /// <summary>Debian's release that the images are made of.</summary>
    public const string Release = "trixie";

    private const string Published = $"debian:{Release}-slim";
    private const string OwnMade = $"{ImageSet.LocalPrefix}base:{Release}";
    private static readonly Tool Debootstrap = new("debootstrap", "debootstrap", [], new(0, 0), ["debootstrap"]);

    /// <summary>An image to build from: what a registry offers, or one made here from Debian's packages.</summary>
    /// <param name="mayInstall">Whether debootstrap may be installed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its name.</returns>
    /// <exception cref="PreconditionException">There is none and none can be made.</exception>
    public async Task<string> EnsureAsync(bool mayInstall, CancellationToken cancellationToken)
    {
        foreach (var image in new[] { Published, OwnMade })
        {
            if ((await DockerAsync(["image", "inspect", "--format", "{{.Id}}", image], cancellationToken)).Succeeded)
                return image;
        }
        var pulled = await DockerAsync(["pull", "--quiet", Published], cancellationToken);
        if (pulled.Succeeded)
            return Published;
        log.Information($"no registry offers {Published}: making a base image from Debian's packages");
        if (!Environment.IsPrivilegedProcess)
        {
            throw new PreconditionException(
                $"The base image {Published} cannot be pulled, and only root can make one.",
                [pulled.ErrorOutput.Trim()],
                $"sudo deploy/images/base.sh {OwnMade}, or name an image that is there with --base-image");
        }
        if (ToolLocator.Find(Debootstrap) is null)
            await new PackageInstaller(commands, log).InstallAsync([Debootstrap], mayInstall, cancellationToken);
        await MakeAsync(cancellationToken);
        return OwnMade;
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        var script = new Command("/bin/bash", Path.Combine(images.Folder, "base.sh"), OwnMade) { Deadline = Deadlines.ImagesBuilt };
        var made = await commands.RunAsync(script, new StepProgress(log, "base image", Deadlines.ImagesBuilt).See, cancellationToken);
        if (!made.Succeeded)
        {
            throw new PreconditionException(
                "The base image could not be made from Debian's packages.",
                made.ErrorOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(8),
                "name an image that is there with --base-image");
        }
    }

    private Task<CommandResult> DockerAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        commands.RunAsync(DockerCli.Command(arguments), cancellationToken: cancellationToken);
}
