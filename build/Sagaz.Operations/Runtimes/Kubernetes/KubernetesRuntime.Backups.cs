using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Operations.Backups;

namespace Sagaz.Operations.Runtimes.Kubernetes;

public sealed partial class KubernetesRuntime : IBackupSite
{
    /// <inheritdoc />
    public Task<IBackupRepository> OpenRepositoryAsync(CancellationToken cancellationToken) => Task.FromResult<IBackupRepository>(new JobRepository(Api, Programs, topology, log));

    /// <inheritdoc />
    /// <remarks>The object store knows.</remarks>
    public Task<long?> ReadFreeBytesAsync(CancellationToken cancellationToken) => Task.FromResult<long?>(null);

    /// <inheritdoc />
    public Task<RestoredServer> RestoreBesideAsync(string name, BackupSet backup, RestoreTarget target, CancellationToken cancellationToken) => throw NoRestore();

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> ReplaceDataAsync(RestoredServer copy, string member, Func<CancellationToken, Task> awaitLeaderAsync, CancellationToken cancellationToken) =>
        throw NoRestore();

    /// <summary>What VerifyBackup and RestoreBackup say here.</summary>
    internal static PreconditionException NoRestore() => new(
        "Nothing restores a backup inside Kubernetes yet; it is restored elsewhere, from the same object store and cipher.",
        remedy: "docs/kubernetes.md, \"Backups\": VerifyBackup and RestoreBackup with --runtime native or compose");
}
