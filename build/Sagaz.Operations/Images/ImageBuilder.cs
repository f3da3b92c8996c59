using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Images;

/// <summary>Builds the cluster's images with buildx, all stages at once.</summary>
public sealed class ImageBuilder(ImageSet images, CommandRunner commands, IProgressLog log)
{
    /// <summary>Which of the images are not on this machine.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var name in names)
        {
            var found = await commands.RunAsync(DockerCli.Command(["image", "inspect", "--format", "{{.Id}}", images.Name(name)]), cancellationToken: cancellationToken);
            if (!found.Succeeded)
                missing.Add(name);
        }
        return missing;
    }

    /// <summary>Builds images; what has not changed comes from the cache.</summary>
    /// <param name="names">Targets of docker-bake.hcl.</param>
    /// <param name="baseImage">Image to build from; null for one of <see cref="BaseImage"/>.</param>
    /// <param name="mayInstall">Whether packages for it may be installed.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <param name="isAnew">Whether packages are fetched again, newer ones if there are any, instead of taken from the cache.</param>
    /// <exception cref="PreconditionException">buildx is missing, or there is no base image.</exception>
    /// <exception cref="OperationFailedException">The build failed; the message has its last lines.</exception>
    public async Task BuildAsync(IReadOnlyList<string> names, string? baseImage, bool mayInstall, CancellationToken cancellationToken, bool isAnew = false)
    {
        if (!(await commands.RunAsync(DockerCli.Command(["buildx", "version"]), cancellationToken: cancellationToken)).Succeeded)
            throw new PreconditionException("Docker's buildx plugin is not installed; the images are built with it.", remedy: "sudo apt-get install docker-buildx");
        var from = baseImage ?? await new BaseImage(images, commands, log).EnsureAsync(mayInstall, cancellationToken);
        var apt = Directory.CreateTempSubdirectory("sagaz-apt-");
        try
        {
            await new AptSources(commands).WriteAsync(apt.FullName, BaseImage.Release, cancellationToken);
            await BakeAsync(names, from, apt.FullName, isAnew, cancellationToken);
        }
        finally
        {
            apt.Delete(recursive: true);
        }
    }

    private async Task BakeAsync(IReadOnlyList<string> names, string from, string apt, bool isAnew, CancellationToken cancellationToken)
    {
        var bake = DockerCli.Command(["buildx", "bake", "--progress", "plain", "--file", Path.Combine(images.Folder, "docker-bake.hcl"), .. isAnew ? ["--no-cache"] : Array.Empty<string>(), .. names]) with
        {
            // The file names its folders as seen from the repository.
            WorkingDirectory = images.Repository,
            Deadline = Deadlines.ImagesBuilt,
            Environment = new Dictionary<string, string>
            {
                ["BASE_IMAGE"] = from,
                ["IMAGE_PREFIX"] = ImageSet.LocalPrefix,
                ["IMAGE_TAG"] = images.Tag,
                ["APT_FOLDER"] = apt,
            },
        };
        log.Information($"building {string.Join(", ", names)} from {from}");
        var built = await commands.RunAsync(bake, new StepProgress(log, "images", Deadlines.ImagesBuilt).See, cancellationToken);
        if (!built.Succeeded)
        {
            throw new OperationFailedException(
                $"The images could not be built: docker buildx bake ended with code {built.ExitCode}.",
                built.ErrorOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(12),
                "the lines above name the failing step; ./build.sh BuildImages --verbosity verbose shows all");
        }
    }

    /// <summary>Names the images for a registry and uploads them.</summary>
    /// <param name="names">Which.</param>
    /// <param name="registry">Host, with a path where there is one.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    /// <returns>The full names under which they are there.</returns>
    /// <exception cref="OperationFailedException">The registry refused.</exception>
    public async Task<IReadOnlyList<string>> PushAsync(IReadOnlyList<string> names, string registry, CancellationToken cancellationToken)
    {
        var pushed = new List<string>();
        foreach (var name in names)
        {
            var remote = $"{registry.TrimEnd('/')}/{images.Name(name)}";
            (await commands.RunAsync(DockerCli.Command(["tag", images.Name(name), remote]), cancellationToken: cancellationToken)).Require();
            var push = DockerCli.Command(["push", "--quiet", remote]) with { Deadline = Deadlines.ImagesBuilt };
            var result = await commands.RunAsync(push, cancellationToken: cancellationToken);
            if (!result.Succeeded)
                throw new OperationFailedException($"The registry did not take {remote}.", [result.ErrorOutput.Trim()], $"docker login {registry}");
            pushed.Add(remote);
        }
        return pushed;
    }
}
