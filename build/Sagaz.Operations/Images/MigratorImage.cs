using Sagaz.Core.Errors;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Images;

/// <summary>The image that migrates inside a cluster in Kubernetes: our program with its runtime, and the scripts, on the members' image.</summary>
public sealed class MigratorImage(ImageSet images, CommandRunner commands, IProgressLog log)
{
    private const string MadeOnLabel = "sagaz.io/made-on";
    private const string MembersImage = "postgres";
    private const int ShownLines = 12;

    /// <summary>Builds it, unless it is there, made from these very files on this very image of members.</summary>
    /// <exception cref="OperationFailedException">The program could not be published, or a step of the build failed.</exception>
    public async Task BuildAsync(CancellationToken cancellationToken)
    {
        var members = (await InspectAsync("{{.Id}}", MembersImage, cancellationToken)).Require().Output.Trim();
        var made = await InspectAsync($"{{{{index .Config.Labels \"{MadeOnLabel}\"}}}}", ImageSet.Migrator, cancellationToken);
        if (made.Succeeded && made.Output.Trim() == members)
            return;
        log.Information($"building {images.Name(ImageSet.Migrator)} from {images.Name(MembersImage)}");
        var work = Directory.CreateTempSubdirectory("sagaz-migrator-");
        try
        {
            await PublishAsync(Path.Combine(work.FullName, "program"), cancellationToken);
            foreach (var folder in new[] { "migrations", "verify" })
                Copy(Path.Combine(images.Repository, "sql", folder), Path.Combine(work.FullName, folder));
            Require(
                await commands.RunAsync(
                    DockerCli.Command(
                    [
                        "buildx", "build", "--progress", "plain", "--load", "--file", Path.Combine(images.Folder, "migrator", "Dockerfile"), "--build-arg", $"BASE_IMAGE={images.Name(MembersImage)}",
                        "--label", $"{MadeOnLabel}={members}", "--label", "org.opencontainers.image.title=sagaz migrator", "--tag", images.Name(ImageSet.Migrator), work.FullName,
                    ]) with
                    { Deadline = Deadlines.ImagesBuilt },
                    new StepProgress(log, "migrator", Deadlines.ImagesBuilt).See,
                    cancellationToken),
                "built",
                result => result.ErrorOutput);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private async Task PublishAsync(string folder, CancellationToken cancellationToken) => Require(
        await commands.RunAsync(
            new Command(
                ToolLocator.Find("dotnet") ?? "dotnet",
                "publish", Path.Combine(images.Repository, "build", "Sagaz.Migrator", "Sagaz.Migrator.csproj"), "--configuration", "Release", "--output", folder, "-p:ForImage=true",
                // The ordinary build has judged the sources.
                "-p:RunAnalyzers=false",
                // Where this machine keeps the sources is none of the image's business.
                $"-p:PathMap={images.Repository}=/sagaz", "--nologo")
            { Deadline = Deadlines.ImagesBuilt },
            new StepProgress(log, "publish", Deadlines.ImagesBuilt).See,
            cancellationToken),
        "published",
        result => result.Output);

    private Task<CommandResult> InspectAsync(string format, string image, CancellationToken cancellationToken) =>
        commands.RunAsync(DockerCli.Command(["image", "inspect", "--format", format, images.Name(image)]), cancellationToken: cancellationToken);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*.sql"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private static void Require(CommandResult result, string step, Func<CommandResult, string> said)
    {
        if (!result.Succeeded)
        {
            throw new OperationFailedException(
                $"The image for migrations could not be {step}: {Path.GetFileName(result.Command.Program)} ended with code {result.ExitCode}.",
                said(result).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(ShownLines),
                "the lines above name the failing step; ./build.sh BuildImages --verbosity verbose shows all");
        }
    }
}
