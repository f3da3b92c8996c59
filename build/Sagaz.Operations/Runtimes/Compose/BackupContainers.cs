using System.Globalization;
using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Backups;

namespace Sagaz.Operations.Runtimes.Compose;

/// <summary>pgBackRest in containers: backup-repository holds the repository, and reaches the members over TLS as they reach it.</summary>
internal static class BackupContainers
{
    /// <summary>What PostgreSQL runs for each finished WAL segment.</summary>
    public const string ArchiveCommand = "pgbackrest --config=/etc/sagaz/pgbackrest/member.conf --stanza=sagaz archive-push %p";

    /// <summary>Name of the secret with the repository's own settings and its cipher.</summary>
    public const string RepositorySecret = "repository.conf";

    /// <summary>Where the volume of a local repository is mounted.</summary>
    public const string RepositoryFolder = "/var/lib/pgbackrest";

    /// <summary>The volume in which a member's data lies, and copies beside it, as its container sees it.</summary>
    public const string MemberVolume = "/var/lib/postgresql";

    /// <summary>Folder of PostgreSQL's programs in the image.</summary>
    public const string Programs = "/usr/lib/postgresql/17/bin";

    private const string Tls = "/etc/sagaz/tls";

    /// <summary>Names of the services; none where no backups were asked for.</summary>
    public static IReadOnlyList<string> Names(ClusterTopology topology) => topology.HasBackups ? [BackupServices.Repository, BackupServices.Schedule] : [];

    /// <summary>Options that name each server.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Servers(ClusterTopology topology) =>
    [
        .. topology.MemberNames.Select((member, index) => new[]
        {
            "host=" + member, "host-type=tls", $"host-ca-file={Tls}/ca.crt", $"host-cert-file={Tls}/tls.crt", $"host-key-file={Tls}/tls.key", $"path={MemberVolume}/data",
        }.Select(option => string.Create(CultureInfo.InvariantCulture, $"--pg{index + 1}-{option}")).ToList()),
    ];

    /// <summary>The same as a file, an option per line.</summary>
    public static string ServersText(ClusterTopology topology) => string.Concat(Servers(topology).SelectMany(server => server).Select(option => option + "\n"));

    /// <summary>The repository's own settings; it holds secrets.</summary>
    public static string RepositoryText(ClusterTopology topology, IReadOnlyDictionary<string, string> passwords) =>
        PgBackRestConfiguration.RenderRepository(
            topology.Backups with { Bucket = topology.Backups.Bucket with { CertificateAuthority = StoreAuthority(topology) is null ? "" : $"{Tls}/{StoreAuthorityFile}" } },
            RepositoryFolder,
            passwords);

    /// <summary>Name that <see cref="StoreAuthority"/> gets beside the repository's own certificate.</summary>
    public const string StoreAuthorityFile = "store-ca.crt";

    /// <summary>File with the authority of an object store's certificate; null where there is no such store, or the system trusts it.</summary>
    public static string? StoreAuthority(ClusterTopology topology) =>
        topology is { HasBackups: true, Backups: { Repository: BackupRepositoryKind.S3, Bucket.CertificateAuthority: { Length: > 0 } file } } ? file : null;

    /// <exception cref="PreconditionException">The environment keeps its backups where containers cannot.</exception>
    public static void RequireKind(ClusterTopology topology)
    {
        if (topology is not { HasBackups: true, Backups.Repository: BackupRepositoryKind.Host })
            return;
        throw new PreconditionException(
            "In Docker Compose the repository's host is the container backup-repository; topology.json names another one (backups.repository: host).",
            remedy: "backups.repository: local keeps them in a volume, s3 in an object store; or --runtime native");
    }
}
