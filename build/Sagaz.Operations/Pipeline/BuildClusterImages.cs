using Sagaz.Core.Errors;
using Sagaz.Operations.Images;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>BuildImages</c> and <c>PushImages</c>: every image of the cluster, from deploy/images.</summary>
public static class BuildClusterImages
{
    private static readonly IReadOnlyList<string> FromPackages = [.. ImageSet.Cluster, .. ImageSet.Monitoring];
    private static readonly IReadOnlyList<string> All = [.. FromPackages, ImageSet.Migrator];

    /// <summary>Builds all images; what has not changed comes from the cache.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="baseImage">Image to build from; null for Debian's, or one made here.</param>
    /// <param name="log">Told what happens.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <returns>The images' full names.</returns>
    /// <exception cref="SagazException">There is no engine or no base image, or a step failed.</exception>
    public static async Task<IReadOnlyList<string>> BuildAsync(RunSettings settings, string? baseImage, IProgressLog log, CancellationToken cancellationToken)
    {
        var images = Images(settings);
        await new ImageBuilder(images, new CommandRunner(log), log).BuildAsync(FromPackages, baseImage, settings.MayInstall, cancellationToken);
        await new MigratorImage(images, new CommandRunner(log), log).BuildAsync(cancellationToken);
        return Tell(log, All.Select(images.Name));
    }

    /// <summary>Uploads all images.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="registry">Where to.</param>
    /// <param name="log">Told what happens.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    /// <returns>The images' full names in the registry.</returns>
    /// <exception cref="SagazException">No registry was named, or it refused.</exception>
    public static async Task<IReadOnlyList<string>> PushAsync(RunSettings settings, string? registry, IProgressLog log, CancellationToken cancellationToken)
    {
        if (registry is not { Length: > 0 })
            throw new PreconditionException("PushImages needs to know where to.", remedy: "./build.sh PushImages --registry registry.example.org/team");
        return Tell(log, await new ImageBuilder(Images(settings), new CommandRunner(log), log).PushAsync(All, registry, cancellationToken));
    }

    private static ImageSet Images(RunSettings settings) =>
        new(Path.Combine(settings.Repository, "deploy", "images"), typeof(BuildClusterImages).Assembly.GetName().Version!.ToString(3));

    private static IReadOnlyList<string> Tell(IProgressLog log, IEnumerable<string> names)
    {
        var all = names.ToList();
        all.ForEach(log.Information);
        return all;
    }
}
