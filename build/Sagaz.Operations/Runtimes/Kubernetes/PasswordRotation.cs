using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Passwords of a cluster in Kubernetes: kept in the Secret <c>passwords</c>, and taken by each container that reads it.</summary>
/// <param name="preflight">Asks beforehand.</param>
/// <param name="secrets">Where they are kept.</param>
/// <param name="readers">Who reads them.</param>
/// <param name="programs">Tells them.</param>
/// <param name="log">Told what happens.</param>
internal sealed class PasswordRotation(RotationPreflight preflight, ClusterSecrets secrets, SecretReaders readers, PodExec programs, IProgressLog log) : IRotation
{
    /// <summary>Container of what exports figures: it looks at its file with each login, and ends by SIGHUP.</summary>
    private const string Exporter = "exporter";

    /// <inheritdoc />
    public Task RequirePossibleAsync(CancellationToken cancellationToken) => preflight.RunAsync([SecretObjects.Passwords], cancellationToken);

    /// <inheritdoc />
    public Task TellAsync(CancellationToken cancellationToken) => PassOnAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> RenewAsync(CancellationToken cancellationToken)
    {
        await secrets.RenewPasswordsAsync(cancellationToken);
        return [$"Secret {SecretObjects.Passwords} renewed"];
    }

    /// <inheritdoc />
    /// <remarks>Told at once, and again when the mounted files are new: a container that began anew meanwhile read the old ones.</remarks>
    public async Task HandOutAsync(CancellationToken cancellationToken)
    {
        var known = await PassOnAsync(cancellationToken);
        await readers.AwaitMountedAsync(SecretObjects.Passwords, known, cancellationToken);
        await PassOnAsync(cancellationToken);
        log.Information($"every pod has the new files of the Secret {SecretObjects.Passwords}");
    }

    /// <summary>Every container takes the passwords that it works with, on its standard input.</summary>
    private async Task<IReadOnlyDictionary<string, string>> PassOnAsync(CancellationToken cancellationToken)
    {
        var known = await secrets.RequireCurrentPasswordsAsync(cancellationToken);
        foreach (var mount in await readers.FindAsync(SecretObjects.Passwords, known.Keys, cancellationToken))
        {
            var lines = string.Concat(mount.Keys.Select(file => $"{file.Key} {known[file.Value]}\n")) + "\n";
            (await programs.RunAsync(mount.Pod, mount.Container, mount.Container == Exporter ? ["take-passwords"] : ["/bin/sh", "-c", "take-passwords && kill -HUP 1"], Deadlines.PodAnswers, cancellationToken, lines)).Require();
        }
        return known;
    }
}
