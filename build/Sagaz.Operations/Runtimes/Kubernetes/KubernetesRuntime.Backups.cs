using Sagaz.Core.Backups;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Runtimes.Kubernetes;

public sealed partial class KubernetesRuntime : IBackupSite
{
    /// <summary>Copies of the cluster beside it.</summary>
    internal RestoredPods Copies => new(Api, topology.Name, log);

    /// <inheritdoc />
    public Task<IBackupRepository> OpenRepositoryAsync(CancellationToken cancellationToken) => Task.FromResult<IBackupRepository>(new JobRepository(Api, Programs, topology, log));

    /// <inheritdoc />
    /// <remarks>The object store knows.</remarks>
    public Task<long?> ReadFreeBytesAsync(CancellationToken cancellationToken) => Task.FromResult<long?>(null);

    /// <inheritdoc />
    public async Task<RestoredServer> RestoreBesideAsync(string name, BackupSet backup, RestoreTarget target, CancellationToken cancellationToken)
    {
        var superuser = Locate().Member(0, Account.Superuser) with { Name = "restored " + name };
        await finding.WaitAsync(cancellationToken);
        try
        {
            superuser = superuser with { Port = PortTo(RestoredPod.NameOf(name), RestoredPods.Port) };
        }
        finally
        {
            finding.Release();
        }
        var server = await Copies.PrepareAsync(name, superuser, cancellationToken);
        await server.RestoreAsync(backup, target, cancellationToken);
        return server;
    }
}
