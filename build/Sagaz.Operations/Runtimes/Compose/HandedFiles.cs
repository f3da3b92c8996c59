using System.Security.Cryptography;
using System.Text;
using Sagaz.Core.Topology;
using Sagaz.Operations.Certificates;
using Sagaz.Operations.Images;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Runtimes.Compose;

/// <summary>Passwords and keys as files that only the containers' user may read, each service its own.</summary>
/// <remarks>A short-lived container gives them away, so that whoever may use the engine needs no further rights.</remarks>
internal sealed class HandedFiles(ComposeLayout layout, CommandRunner commands)
{
    /// <summary>The user of every image (deploy/images/Dockerfile).</summary>
    private const string Owner = "10001:10001";

    /// <summary>Accounts that some container logs in with, or checks.</summary>
    public static readonly IReadOnlyList<string> Accounts =
        [Account.Superuser, Account.Replicator, Account.PatroniApi, Account.PgBouncer, Account.PoolStatistics, Account.Monitor];

    /// <summary>What the exporters share: they show no certificate, but want to see one of the cluster's authority.</summary>
    private const string Exporters = "exporters";

    /// <summary>Writes what is missing or changed.</summary>
    /// <param name="topology">Whose services.</param>
    /// <param name="passwords">Passwords by account.</param>
    /// <param name="image">An image with <c>chown</c> in it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether anything was written.</returns>
    public async Task<bool> WriteAsync(ClusterTopology topology, IReadOnlyDictionary<string, string> passwords, string image, CancellationToken cancellationToken)
    {
        var files = Files(topology, passwords);
        var fingerprint = Fingerprint(files);
        if (File.Exists(layout.HandedOver) && File.ReadAllText(layout.HandedOver) == fingerprint && files.Keys.All(File.Exists))
            return false;
        foreach (var (file, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            SecretFile.Write(file, text);
        }
        string[] arguments =
        [
            "run", "--rm", "--user", "0:0", "--network", "none", "--cap-drop", "ALL", "--cap-add", "CHOWN", "--cap-add", "DAC_READ_SEARCH",
            "--volume", $"{layout.Mounted}:/files", image,
            "chown", Owner, .. files.Keys.Select(file => "/files/" + Path.GetRelativePath(layout.Mounted, file)),
        ];
        (await commands.RunAsync(DockerCli.Command(arguments), cancellationToken: cancellationToken)).Require();
        File.WriteAllText(layout.HandedOver, fingerprint);
        return true;
    }

    /// <summary>Accounts whose passwords a service is given: <c>secrets</c> in its part of compose.yaml.</summary>
    public static IReadOnlyList<string> AccountsOf(ClusterTopology topology, string service) => service switch
    {
        _ when topology.MemberNames.Contains(service) => [Account.Superuser, Account.Replicator, Account.PatroniApi],
        _ when IsPool(topology, service) => [Account.Superuser, Account.PgBouncer, Account.PoolStatistics],
        _ when topology.MemberNames.Select(WatchingServices.ExporterOf).Contains(service) => [Account.Monitor],
        _ when service == WatchingServices.ExporterOf(topology.ReadWritePool.Name) || service == WatchingServices.ExporterOf(topology.ReadOnlyPool.Name) => [Account.PoolStatistics],
        _ => [],
    };

    /// <summary>Fingerprint of what one service reads of these files; empty where it reads none.</summary>
    public string FingerprintOf(ClusterTopology topology, IReadOnlyDictionary<string, string> passwords, string service)
    {
        var certificates = layout.CertificateStore(TimeProvider.System);
        var files = ClusterCertificates.Servers(topology).Any(subject => subject.Name == service) ? Tls(certificates, service) : [];
        // Its own certificate the store reads again with each handshake.
        if (service == ClusterCertificates.Store)
            files = files.Where(file => Path.GetFileName(file.Key) == "ca.crt").ToDictionary();
        foreach (var account in AccountsOf(topology, service))
            files[layout.SecretOf(account)] = passwords[account];
        return files.Count > 0 ? Fingerprint(files) : "";
    }

    private static bool IsPool(ClusterTopology topology, string service) => service == topology.ReadWritePool.Name || service == topology.ReadOnlyPool.Name;

    private Dictionary<string, string> Files(ClusterTopology topology, IReadOnlyDictionary<string, string> passwords)
    {
        var certificates = layout.CertificateStore(TimeProvider.System);
        return ClusterCertificates.Servers(topology).SelectMany(subject => Tls(certificates, subject.Name))
            .Concat(Accounts.Select(account => KeyValuePair.Create(layout.SecretOf(account), passwords[account])))
            .Append(KeyValuePair.Create(Path.Combine(layout.TlsOf(Exporters), "ca.crt"), File.ReadAllText(certificates.RootCertificate)))
            .Concat(Backups(topology, passwords))
            .ToDictionary();
    }

    private IEnumerable<KeyValuePair<string, string>> Backups(ClusterTopology topology, IReadOnlyDictionary<string, string> passwords)
    {
        if (topology.HasBackups)
            yield return new(layout.SecretOf(BackupContainers.RepositorySecret), BackupContainers.RepositoryText(topology, passwords));
        if (BackupContainers.StoreAuthority(topology) is { } authority)
            yield return new(Path.Combine(layout.TlsOf(BackupServices.Repository), BackupContainers.StoreAuthorityFile), File.ReadAllText(authority));
    }

    private Dictionary<string, string> Tls(CertificateStore certificates, string service)
    {
        var own = certificates.FilesOf(service);
        var folder = layout.TlsOf(service);
        return new Dictionary<string, string>
        {
            [Path.Combine(folder, "ca.crt")] = File.ReadAllText(certificates.RootCertificate),
            [Path.Combine(folder, "tls.crt")] = File.ReadAllText(own.Certificate),
            [Path.Combine(folder, "tls.key")] = File.ReadAllText(own.Key),
            [Path.Combine(folder, "tls.pem")] = File.ReadAllText(own.Bundle),
        };
    }

    private static string Fingerprint(IReadOnlyDictionary<string, string> files) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\0', files.OrderBy(file => file.Key, StringComparer.Ordinal).SelectMany(file => new[] { file.Key, file.Value })))));
}
