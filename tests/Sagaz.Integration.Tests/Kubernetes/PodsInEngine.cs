using Sagaz.Core.Kubernetes;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Certificates;
using Sagaz.Operations.Images;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Integration.Tests.Kubernetes;

/// <summary>Two members and a pooler of the overlay dev in a Docker Engine; etcd stands in for the Kubernetes API as Patroni's store.</summary>
public sealed partial class PodsInEngine : IAsyncLifetime
{
    private const string Group = "10001";
    private readonly string id = $"sagaz-pods-{Guid.NewGuid():N}"[..20];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sagaz-pods-");
    private ManifestSet manifests = null!;
    private ManifestSet backedUp = null!;
    private ImageSet images = null!;

    internal IReadOnlyDictionary<string, string> Passwords { get; private set; } = new Dictionary<string, string>();

    public async Task InitializeAsync()
    {
        if (ClusterTools.SkipReason is not null || ComposeTools.SkipReason is not null)
            return;
        await ClusterImages.BuildAsync();
        images = new ImageSet(RepositoryRoot.Of("deploy", "images"), typeof(ImageSet).Assembly.GetName().Version!.ToString(3));
        var commands = new CommandRunner(new SilentLog());
        var kubectl = new KubectlCli(new KubectlProgram(commands, new SilentLog(), mayFetch: false), commands);
        async Task<ManifestSet> RenderAsync(string environment)
        {
            var rendered = await new ManifestFolder(RepositoryRoot.Of("deploy"), kubectl).RenderAsync(environment, CancellationToken.None);
            return ImagePins.Apply(rendered, ImagePins.OwnImages(rendered).ToDictionary(name => name, images.Name));
        }
        manifests = await RenderAsync("dev");
        backedUp = await RenderAsync("prod");
        await WriteVolumesAsync();
        (await DockerAsync("network", "create", id)).Exits(0);
        (await DockerAsync(
            "run", "--detach", "--name", NameOf("etcd"), "--network", id, "--network-alias", "etcd", images.Name("etcd"),
            "etcd", "--data-dir=/var/lib/etcd", "--listen-client-urls=http://0.0.0.0:2379", "--advertise-client-urls=http://etcd:2379")).Exits(0);
        foreach (var member in new[] { "postgresql-0", "postgresql-1" })
            (await DockerAsync([.. Member(member).Arguments(NameOf(member))])).Exits(0);
    }

    public async Task DisposeAsync()
    {
        foreach (var container in new[] { "postgresql-0", "postgresql-1", "pgbouncer-rw", "etcd", RepositoryName, "full-backup", "restored-verify", "restored-member" })
            await DockerAsync("rm", "--force", "--volumes", NameOf(container));
        foreach (var volume in new[] { "postgresql-0", "postgresql-1", "bucket", "restored", "held" })
            await DockerAsync("volume", "rm", "--force", NameOf(volume));
        await DockerAsync("network", "rm", id);
        // The files of Secrets are not ours any more.
        if (images is not null)
            await DockerAsync("run", "--rm", "--user", "0:0", "--volume", $"{folder.FullName}:/files", images.Name("pgbouncer"), "chmod", "--recursive", "a+rwX", "/files");
        folder.Delete(recursive: true);
    }

    internal PodInEngine Member(string name) => new(manifests.Find("StatefulSet", "postgresql")!, "postgresql", name)
    {
        SourceOf = volume => volume == "data" ? NameOf(name) : Path.Combine(folder.FullName, volume),
        Network = ["--network", id, "--network-alias", $"{name}.postgresql-headless", "--publish", "127.0.0.1::5432"],
    };

    /// <summary>The pooler of the writers, for which <c>postgres-primary</c> is a container.</summary>
    internal async Task<PodInEngine> StartPoolerAsync(string primary)
    {
        var pooler = new PodInEngine(manifests.Find("Deployment", "pgbouncer-rw")!, "pgbouncer", "pgbouncer-rw-6f7c9-x2x4z")
        {
            SourceOf = volume => Path.Combine(folder.FullName, "pooler-" + volume),
            Network = ["--network", id, "--network-alias", "pgbouncer-rw", "--add-host", $"postgres-primary:{await AddressAsync(primary)}"],
        };
        (await DockerAsync([.. pooler.Arguments(NameOf("pgbouncer-rw"))])).Exits(0);
        return pooler;
    }

    private async Task<string> AddressAsync(string container) =>
        (await DockerAsync("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", NameOf(container))).Exits(0).Output.Trim();

    internal Task<ProgramResult> ExecAsync(string container, params IReadOnlyList<string> command) => DockerAsync(["exec", NameOf(container), .. command]);

    internal string NameOf(string container) => $"{id}-{container}";

    internal static Task<ProgramResult> DockerAsync(params IReadOnlyList<string> arguments) => Programs.RunAsync(["docker", .. arguments]);

    /// <summary>ConfigMaps and Secrets as a kubelet lays them into a pod, and claims as fsGroup leaves them.</summary>
    private async Task WriteVolumesAsync()
    {
        var store = new PasswordStore(Path.Combine(folder.FullName, "made", "passwords.json"));
        store.Ensure(new Dictionary<string, string>());
        Passwords = store.Read();
        var certificates = new CertificateStore(Path.Combine(folder.FullName, "made"), TimeProvider.System);
        certificates.Ensure([.. KubernetesCertificates.SubjectsBySecret().Values]);

        // The only difference: the store.
        var patroni = Configuration("patroni", "patroni.yml");
        var (begin, end) = (patroni.IndexOf("\nkubernetes:", StringComparison.Ordinal), patroni.IndexOf("\nbootstrap:", StringComparison.Ordinal));
        Write("patroni", "patroni.yml", patroni[..begin] + "\netcd3: {hosts: ['etcd:2379']}" + patroni[end..]);
        Write("environment", "patroni.yml", Configuration("patroni-environment", "patroni.yml"));
        Write("pgbackrest", "member.conf", Configuration("pgbackrest-member", "member.conf"));
        Write("pooler-configuration", "pgbouncer-rw.ini", Configuration("pgbouncer", "pgbouncer-rw.ini"));
        WriteSecrets("", "postgresql", certificates, Account.Superuser, Account.Replicator, Account.PatroniApi);
        Write("authority", "ca.crt", File.ReadAllText(certificates.RootCertificate));
        WriteSecrets("pooler-", "pgbouncer", certificates, Account.Superuser, Account.PgBouncer, Account.PoolStatistics);
        WriteRepositoryVolumes(certificates);
        (await DockerAsync(
            "run", "--rm", "--user", "0:0", "--volume", $"{folder.FullName}:/files",
            "--volume", $"{NameOf("postgresql-0")}:/0", "--volume", $"{NameOf("postgresql-1")}:/1", "--volume", $"{NameOf("bucket")}:/2", "--volume", $"{NameOf("restored")}:/3", "--volume", $"{NameOf("held")}:/4", images.Name("pgbouncer"),
            "sh", "-c", $"cd /files && chmod 755 . && for f in secrets tls pooler-secrets pooler-tls repository-secrets repository-tls; do chown -R 0:{Group} $f; chmod 750 $f; chmod 440 $f/*; done && chown 0:{Group} /[0-4] && chmod 2775 /[0-4]")).Exits(0);
    }

    private void WriteSecrets(string prefix, string subject, CertificateStore certificates, params string[] accounts)
    {
        foreach (var account in accounts)
            Write(prefix + "secrets", account, Passwords[account]);
        WriteCertificate(prefix, subject, certificates);
    }

    private void WriteCertificate(string prefix, string subject, CertificateStore certificates)
    {
        var own = certificates.FilesOf(subject);
        Write(prefix + "tls", "ca.crt", File.ReadAllText(certificates.RootCertificate));
        Write(prefix + "tls", "tls.crt", File.ReadAllText(own.Certificate));
        Write(prefix + "tls", "tls.key", File.ReadAllText(own.Key));
    }

    private void Write(string volume, string file, string text)
    {
        var target = Directory.CreateDirectory(Path.Combine(folder.FullName, volume));
        File.WriteAllText(Path.Combine(target.FullName, file), text);
    }

    private string Configuration(string map, string file) => Configuration(manifests, map, file);

    private static string Configuration(ManifestSet rendered, string map, string file) => ManifestObject.TextsAt(
        rendered.Of("ConfigMap").Single(item => item.Name.Length == map.Length + 11 && item.Name.StartsWith(map + "-", StringComparison.Ordinal)).Json, "data")[file];

    private sealed class SilentLog : IProgressLog
    {
        public void Information(string line)
        {
        }

        public void Detail(string line)
        {
        }

        public void Warning(string line)
        {
        }
    }
}
