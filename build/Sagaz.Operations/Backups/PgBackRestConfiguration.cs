using System.Globalization;
using System.Text;
using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Backups;

/// <summary>pgBackRest's configuration: where the repository is, how it is encrypted, what stays in it.</summary>
/// <remarks>Which server is meant stands on each command line. Source: pgBackRest's "Configuration Reference".</remarks>
public static class PgBackRestConfiguration
{
    /// <summary>The file's text; it holds secrets.</summary>
    /// <param name="backups">What is wanted.</param>
    /// <param name="folders">Where it works.</param>
    /// <param name="secrets">Passwords by account.</param>
    /// <exception cref="PreconditionException">The object store's keys were never given.</exception>
    public static string Render(BackupTopology backups, PgBackRestFolders folders, IReadOnlyDictionary<string, string> secrets)
    {
        (string Key, object Value)[] settings =
        [
            .. Keeping(backups, folders.Repository, secrets),
            // Hundreds of small files per database otherwise, one object or file each.
            ("repo1-bundle", "y"),
            ("compress-type", "zst"),
            ("process-max", 2),
            // A checkpoint at its own pace delays every backup by minutes.
            ("start-fast", "y"),
            ("log-level-console", "warn"),
            ("log-level-file", "off"),
            ("spool-path", folders.Spool),
            ("lock-path", folders.Locks),
        ];
        // Fetching stays one by one: what one restore left in the spool would mislead the next.
        return Text(settings) + "\n[global:archive-push]\narchive-async=y\n";
    }

    /// <summary>Only where the repository is, how it is encrypted and what stays in it; it holds secrets.</summary>
    /// <param name="backups">What is wanted.</param>
    /// <param name="folder">Where a local repository lies.</param>
    /// <param name="secrets">Passwords by account.</param>
    /// <exception cref="PreconditionException">The object store's keys were never given.</exception>
    public static string RenderRepository(BackupTopology backups, string folder, IReadOnlyDictionary<string, string> secrets) =>
        Text(Keeping(backups, folder, secrets));

    private static string Text(IEnumerable<(string Key, object Value)> settings)
    {
        var text = new StringBuilder("[global]\n");
        foreach (var (key, value) in settings)
            text.Append(CultureInfo.InvariantCulture, $"{key}={value}\n");
        return text.ToString();
    }

    private static IEnumerable<(string Key, object Value)> Keeping(BackupTopology backups, string folder, IReadOnlyDictionary<string, string> secrets) =>
    [
        .. Repository(backups, folder, secrets),
        ("repo1-cipher-type", "aes-256-cbc"),
        ("repo1-cipher-pass", secrets[Account.BackupCipher]),
        ("repo1-retention-full", backups.RetainFull),
        ("repo1-retention-diff", backups.RetainDifferential),
    ];

    /// <summary>What lets the repository's machine read the members of this one, and nobody else; it holds no secret.</summary>
    /// <param name="host">The repository's machine.</param>
    /// <param name="stanza">Name of the cluster in the repository.</param>
    /// <param name="folders">Where pgBackRest works here.</param>
    public static string RenderServer(BackupHost host, string stanza, PgBackRestFolders folders) => Text(
    [
        ("tls-server-address", "*"),
        ("tls-server-port", host.MemberPort),
        ("tls-server-ca-file", Path.Combine(host.Certificates, "ca.crt")),
        ("tls-server-cert-file", Path.Combine(host.Certificates, "tls.crt")),
        ("tls-server-key-file", Path.Combine(host.Certificates, "tls.key")),
        ("tls-server-auth", $"{host.Address}={stanza}"),
        ("log-level-console", "warn"),
        ("log-level-file", "off"),
        ("spool-path", folders.Spool),
        ("lock-path", folders.Locks),
    ]);

    /// <summary>What the repository's machine needs for this cluster, to be completed there; it holds the cipher.</summary>
    /// <param name="backups">What is wanted.</param>
    /// <param name="stanza">Name of the cluster in the repository.</param>
    /// <param name="machine">Name of this machine, as the repository's resolves it and as the certificate here says.</param>
    /// <param name="servers">Options that name the servers as they are reached here.</param>
    /// <param name="secrets">Passwords by account.</param>
    public static string RenderForHost(
        BackupTopology backups, string stanza, string machine, IReadOnlyList<IReadOnlyList<string>> servers, IReadOnlyDictionary<string, string> secrets)
    {
        string File(string name) => Path.Combine(backups.Host.Certificates, name);
        var keeping = Keeping(backups with { Repository = BackupRepositoryKind.Local }, backups.Host.Path, secrets);
        var members = servers.SelectMany((server, index) => server.Select(option => option[2..]).Concat(
        [
            $"pg{index + 1}-host={machine}", $"pg{index + 1}-host-type=tls", $"pg{index + 1}-host-port={backups.Host.MemberPort}",
            $"pg{index + 1}-host-ca-file={File("ca.crt")}", $"pg{index + 1}-host-cert-file={File("tls.crt")}", $"pg{index + 1}-host-key-file={File("tls.key")}",
        ]));
        return Text(
        [
            .. keeping, ("repo1-bundle", "y"), ("compress-type", "zst"), ("process-max", 2), ("start-fast", "y"),
            ("tls-server-address", "*"), ("tls-server-port", backups.Host.Port),
            ("tls-server-ca-file", File("ca.crt")), ("tls-server-cert-file", File("tls.crt")), ("tls-server-key-file", File("tls.key")),
            ("tls-server-auth", $"{machine}={stanza}"),
        ]) + $"\n[{stanza}]\n" + string.Concat(members.Select(member => member + "\n"));
    }

    private static (string Key, object Value)[] Repository(
        BackupTopology backups, string folder, IReadOnlyDictionary<string, string> secrets) => backups.Repository switch
        {
            BackupRepositoryKind.Host =>
            [
                ("repo1-host", backups.Host.Address),
                ("repo1-host-type", "tls"),
                ("repo1-host-port", backups.Host.Port),
                ("repo1-host-ca-file", Path.Combine(backups.Host.Certificates, "ca.crt")),
                ("repo1-host-cert-file", Path.Combine(backups.Host.Certificates, "tls.crt")),
                ("repo1-host-key-file", Path.Combine(backups.Host.Certificates, "tls.key")),
                ("repo1-path", backups.Host.Path),
            ],
            BackupRepositoryKind.S3 =>
            [
                ("repo1-type", "s3"),
                ("repo1-s3-bucket", backups.Bucket.Bucket),
                ("repo1-s3-endpoint", backups.Bucket.Endpoint),
                ("repo1-s3-region", backups.Bucket.Region),
                // Buckets as a part of the path, because own services rarely have a host name for each.
                ("repo1-s3-uri-style", "path"),
                ("repo1-s3-key", Given(secrets, Account.BackupStoreKey)),
                ("repo1-s3-key-secret", Given(secrets, Account.BackupStoreSecret)),
                .. backups.Bucket.CertificateAuthority is { Length: > 0 } authority ? [("repo1-storage-ca-file", authority)] : Array.Empty<(string, object)>(),
                ("repo1-path", backups.Bucket.Path),
            ],
            _ => [("repo1-path", folder)],
        };

    private static string Given(IReadOnlyDictionary<string, string> secrets, string account) => secrets.GetValueOrDefault(account)
        ?? throw new PreconditionException(
            $"The backups go to an object store, but its secret '{account}' was never given.",
            remedy: "NUKE_BACKUP_STORE_KEY=… NUKE_BACKUP_STORE_SECRET=… ./build.sh Init");
}
