using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Certificates of a cluster in Kubernetes: kept in the Secrets <c>tls-…</c>, from which each server reads its own.</summary>
/// <param name="preflight">Asks beforehand.</param>
/// <param name="secrets">Where they are kept.</param>
/// <param name="readers">Who reads them.</param>
/// <param name="programs">Tells them.</param>
/// <param name="log">Told what happens.</param>
internal sealed class CertificateRotation(RotationPreflight preflight, ClusterSecrets secrets, SecretReaders readers, PodExec programs, IProgressLog log) : IRotation
{
    private const string Key = "tls.key";

    private static IEnumerable<string> Secrets => KubernetesCertificates.SubjectsBySecret().Keys;

    /// <inheritdoc />
    public Task RequirePossibleAsync(CancellationToken cancellationToken) => preflight.RunAsync([SecretObjects.Authority, .. Secrets], cancellationToken);

    /// <inheritdoc />
    /// <remarks>They read files, and their files are not there at once.</remarks>
    public Task TellAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> RenewAsync(CancellationToken cancellationToken) => secrets.RenewCertificatesAsync(cancellationToken);

    /// <inheritdoc />
    /// <remarks>A server that read its files too early would go on with the old ones.</remarks>
    public async Task HandOutAsync(CancellationToken cancellationToken)
    {
        foreach (var secret in Secrets)
        {
            var values = await secrets.RequireOwnAsync(secret, cancellationToken);
            await readers.AwaitMountedAsync(secret, values, cancellationToken);
            foreach (var mount in (await readers.FindAsync(secret, values.Keys, cancellationToken)).Where(mount => mount.Keys.ContainsKey(Key)))
                (await programs.RunAsync(mount.Pod, mount.Container, ["/bin/sh", "-c", "kill -HUP 1"], Deadlines.PodAnswers, cancellationToken)).Require();
        }
        log.Information("every pod has new certificates and was told to read them");
    }
}
