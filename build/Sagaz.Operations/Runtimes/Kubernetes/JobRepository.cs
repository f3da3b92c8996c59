using System.Globalization;
using System.Text.Json;
using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>The repository of a cluster in Kubernetes: it is read in the pod that takes WAL, and written by Jobs like those of its CronJobs.</summary>
/// <remarks>Only pods of Jobs may reach the members' pgBackRest and the object store both (docs/kubernetes.md, "Network").</remarks>
internal sealed class JobRepository(KubeApi api, PodExec programs, ClusterTopology topology, IProgressLog log) : IBackupRepository
{
    private const string Selector = "app=backup-repository";
    private const string Container = "pgbackrest";
    private const string Tls = "/etc/sagaz/tls";
    private readonly PodDirectory pods = new(api);

    /// <inheritdoc />
    public string? MadeBy => null;

    /// <inheritdoc />
    /// <remarks>Each backup's Job does so before it begins.</remarks>
    public Task EnsureAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task BackupAsync(BackupKind kind, CancellationToken cancellationToken) =>
        new OneOffJob(api, log).RunAsync(kind == BackupKind.Full ? "full-backup" : "differential-backup", command: null, Deadlines.BackedUp, cancellationToken);

    /// <inheritdoc />
    public async Task<BackupCatalog> ReadCatalogAsync(CancellationToken cancellationToken) => BackupCatalog.Parse(await ReadAsync(["--output=json", "info"], cancellationToken));

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> ReadArchiveAsync(BackupCatalog catalog, CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(await ReadAsync(["--output=json", "--recurse", "repo-ls", $"archive/{topology.Name}/{catalog.Archive}"], cancellationToken));
        return [.. json.RootElement.EnumerateObject().Select(entry => entry.Name[(entry.Name.LastIndexOf('/') + 1)..])];
    }

    /// <inheritdoc />
    public async Task<string?> CheckAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await new OneOffJob(api, log).RunAsync("full-backup", ["pgbackrest", .. Servers, $"--archive-timeout={patience.TotalSeconds:0}", "check"], Deadlines.RepositoryAnswers + patience, cancellationToken);
            return null;
        }
        catch (OperationFailedException refused) when (refused is not ApiRefusedException)
        {
            return string.Join(' ', refused.Message.Split('\n', StringSplitOptions.TrimEntries));
        }
    }

    private IEnumerable<string> Servers => topology.MemberNames.SelectMany((member, index) => new[]
    {
        $"host={member}.postgresql-headless", "host-type=tls", "path=/var/lib/postgresql/data",
        $"host-ca-file={Tls}/ca.crt", $"host-cert-file={Tls}/tls.crt", $"host-key-file={Tls}/tls.key",
    }.Select(option => string.Create(CultureInfo.InvariantCulture, $"--pg{index + 1}-{option}")));

    private async Task<string> ReadAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        (await programs.RunAsync(await pods.ReadyAsync(Selector, cancellationToken), Container, ["pgbackrest", .. arguments], Deadlines.RepositoryAnswers, cancellationToken)).Require();
}
