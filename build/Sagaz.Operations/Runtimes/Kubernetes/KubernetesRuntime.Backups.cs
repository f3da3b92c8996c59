using Sagaz.Core.Backups;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Postgres;
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
        var server = await Copies.PrepareAsync(name, await ReachAsync(name, cancellationToken), cancellationToken);
        await server.RestoreAsync(backup, target, cancellationToken);
        return server;
    }

    /// <summary>How to log in to a copy, by a port of this machine.</summary>
    private async Task<PostgresEndpoint> ReachAsync(string copy, CancellationToken cancellationToken)
    {
        var superuser = Locate().Member(0, Account.Superuser) with { Name = "restored " + copy };
        await finding.WaitAsync(cancellationToken);
        try
        {
            return superuser with { Port = PortTo(RestoredPod.NameOf(copy), RestoredPods.Port) };
        }
        finally
        {
            finding.Release();
        }
    }
}
