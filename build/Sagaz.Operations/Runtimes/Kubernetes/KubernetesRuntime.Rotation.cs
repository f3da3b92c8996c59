namespace Sagaz.Operations.Runtimes.Kubernetes;

public sealed partial class KubernetesRuntime
{
    private const int BackupPort = 8432;

    private SecretReaders Readers => new(pods, Programs, log);

    private RotationPreflight RotationPreflight => new(Api, Secrets, Readers, Replacements);

    /// <summary>Renews passwords.</summary>
    internal IRotation OpenPasswordRotation() => new PasswordRotation(RotationPreflight, Secrets, Readers, Programs, log);

    /// <summary>Renews certificates.</summary>
    internal IRotation OpenCertificateRotation() => new CertificateRotation(RotationPreflight, Secrets, Readers, Programs, log);

    /// <summary>Every server of every pod that shows a certificate; pods of one kind share theirs.</summary>
    private async Task<IReadOnlyList<TlsServer>> FindTlsServersAsync(CancellationToken cancellationToken)
    {
        var poolers = (await FindRunningAsync(SelectorOf(topology.ReadWritePool.Name), cancellationToken)).Select(pod => (pod, 6432))
            .Concat((await FindRunningAsync(SelectorOf(topology.ReadOnlyPool.Name), cancellationToken)).Select(pod => (pod, 6433)));
        var repositories = await FindRunningAsync("app=backup-repository", cancellationToken);
        await finding.WaitAsync(cancellationToken);
        try
        {
            return
            [
                .. topology.MemberNames.SelectMany((member, index) => new TlsServer[]
                {
                    new(member, MemberPrefix, topology.Ports.Member + index, IsPostgres: true),
                    new($"{member} (Patroni)", MemberPrefix, topology.Ports.Patroni + index, IsPostgres: false),
                    new($"{member} (pgBackRest)", MemberPrefix, PortTo(member, BackupPort), IsPostgres: false),
                }),
                .. poolers.Select(pooler => new TlsServer(pooler.pod, PodPauseGuard.Container, PortTo(pooler.pod, pooler.Item2), IsPostgres: true)),
                .. repositories.Select(pod => new TlsServer(pod, BackupServices.Repository, PortTo(pod, BackupPort), IsPostgres: false)),
            ];
        }
        finally
        {
            finding.Release();
        }
    }
}
