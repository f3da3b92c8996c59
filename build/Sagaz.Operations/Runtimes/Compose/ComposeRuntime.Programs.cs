using System.Text.RegularExpressions;
using Sagaz.Core.Errors;
using Sagaz.Operations.Images;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Runtimes.Compose;

public sealed partial class ComposeRuntime
{
    /// <inheritdoc />
    public Task FetchProgramsAsync(CancellationToken cancellationToken) =>
        new ImageBuilder(images, commands, log).BuildAsync(["postgres"], baseImage: null, mayInstall: false, cancellationToken, isAnew: true);

    /// <inheritdoc />
    public async Task<ServerPrograms> ReadProgramsAsync(CancellationToken cancellationToken)
    {
        var asked = (await commands.RunAsync(
            DockerCli.Command(["run", "--rm", "--network", "none", images.Name("postgres"), "sh", "-c", "postgres --version; patroni --version"]),
            cancellationToken: cancellationToken)).Require();
        var versions = Release().Matches(asked.Output).Select(match => Version.Parse(match.Value)).ToList();
        return versions is [var postgres, var patroni]
            ? new ServerPrograms(postgres, patroni)
            : throw new OperationFailedException($"The image {images.Name("postgres")} does not say what it holds.", [asked.Output.Trim()], "./build.sh BuildImages");
    }

    /// <inheritdoc />
    public async Task RenewMemberAsync(string member, CancellationToken cancellationToken)
    {
        using var held = StateLock.Acquire(layout.Lock);
        // A new container of the image that has the name now; it mounts the member's volume.
        await compose.RunAsync(
            $"renew {member}", ["up", "--detach", "--no-deps", "--no-build", "--pull", "never", "--force-recreate", member], cancellationToken);
    }

    [GeneratedRegex(@"(?<=\b(?:PostgreSQL\) |patroni ))\d+(?:\.\d+)+", RegexOptions.IgnoreCase)]
    private static partial Regex Release();
}
