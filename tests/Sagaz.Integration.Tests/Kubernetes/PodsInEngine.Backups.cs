using System.Text.Json.Nodes;
using Sagaz.Core.Backups;
using Sagaz.Core.Kubernetes;
using Sagaz.Core.Topology;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Certificates;

namespace Sagaz.Integration.Tests.Kubernetes;

/// <remarks>Of prod, which makes backups; a volume of the engine stands in for the object store.</remarks>
public sealed partial class PodsInEngine
{
    private const string RepositoryName = "backup-repository";
    private const string Bucket = "/var/lib/pgbackrest";

    /// <summary>Port of a restored container at which somebody passes connections on to its loopback, as a kubelet does for a port-forward.</summary>
    internal const int PassedOn = 6543;

    private const string PassOn = """
        import socket, threading

        def pump(one, other):
            try:
                while data := one.recv(65536):
                    other.sendall(data)
            except OSError:
                pass
            for end in (one, other):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

        server = socket.create_server(("", 6543))
        while True:
            one, _ = server.accept()
            try:
                other = socket.create_connection(("127.0.0.1", 5432))
            except OSError:
                one.close()
                continue
            for pair in ((one, other), (other, one)):
                threading.Thread(target=pump, args=pair, daemon=True).start()
        """;

    /// <summary>What the API server would know of the members.</summary>
    internal JsonObject Members => manifests.Find("StatefulSet", "postgresql")!.Json.DeepClone().AsObject();

    /// <summary>The pod that takes WAL; started once.</summary>
    internal async Task StartRepositoryAsync()
    {
        if ((await DockerAsync("inspect", NameOf(RepositoryName))).ExitCode == 0)
            return;
        var pod = OfBackups("Deployment", RepositoryName, RepositoryName);
        (await DockerAsync([.. pod.Arguments(NameOf(RepositoryName))])).Exits(0);
        await Eventually.HoldsAsync("the repository answers", TimeSpan.FromSeconds(30), async () =>
            await ExecAsync(RepositoryName, pod.Readiness) is { ExitCode: > 0 } answer ? $"its probe says: {answer}" : null);
    }

    /// <summary>The CronJob's pod to its end.</summary>
    /// <returns>The backup that it made.</returns>
    internal async Task<BackupSet> BackUpAsync()
    {
        (await RunToEndAsync(OfBackups("CronJob", "full-backup", "full-backup"), "full-backup")).Exits(0);
        return BackupCatalog.Parse((await ExecAsync(RepositoryName, "pgbackrest", "--output=json", "info")).Exits(0).Output).Newest!;
    }

    /// <summary>A pod that was made beside the members, as a kubelet runs it.</summary>
    internal async Task StartBesideAsync(JsonObject made)
    {
        var name = (string)made["metadata"]!["name"]!;
        // What has a pod of its own is shown as a template that something made it of.
        var owner = new ManifestObject(new JsonObject { ["kind"] = "Job", ["spec"] = new JsonObject { ["template"] = made.DeepClone() } });
        var pod = new PodInEngine(owner, RestoredPod.Container, name)
        {
            SourceOf = volume => volume != "data" ? Path.Combine(folder.FullName, volume) : NameOf(IsClaimed(made) ? "held" : "restored"),
            Network = ["--network", id, "--publish", $"127.0.0.1::{PassedOn}"],
        };
        (await DockerAsync([.. pod.Arguments(NameOf(name))])).Exits(0);
        (await DockerAsync("exec", "--detach", NameOf(name), "python3", "-c", PassOn)).Exits(0);
    }

    /// <summary>What a member that ended has left in its claim.</summary>
    internal async Task LeaveDataAsync() => (await DockerAsync(
        "run", "--rm", "--user", "10001:10001", "--volume", $"{NameOf("held")}:/claim", images.Name("pgbouncer"), "sh", "-ec", "mkdir -m 700 /claim/data && echo left > /claim/data/by-the-member")).Exits(0);

    private static bool IsClaimed(JsonObject pod) =>
        ManifestObject.ListAt(pod, "spec", "volumes").Any(volume => (string?)volume["persistentVolumeClaim"]?["claimName"] == MemberClaim.NameOf(0));

    private PodInEngine OfBackups(string kind, string owner, string name) => new(backedUp.Find(kind, owner)!, "pgbackrest", name)
    {
        SourceOf = volume => Path.Combine(folder.FullName, "repository-" + volume),
        Network = ["--network", id, "--network-alias", name, "--volume", $"{NameOf("bucket")}:{Bucket}"],
    };

    private void WriteRepositoryVolumes(CertificateStore certificates)
    {
        var backups = TopologyFile.Parse(File.ReadAllText(RepositoryRoot.Of("deploy", "topology.json")), "deploy/topology.json").Resolve("prod").Backups;
        Write("repository-configuration", "repository.conf", Configuration(backedUp, "pgbackrest-repository", "repository.conf"));
        Write("repository-secrets", "repository.conf", PgBackRestConfiguration.RenderRepository(backups with { Repository = BackupRepositoryKind.Local }, Bucket, Passwords));
        WriteCertificate("repository-", RepositoryName, certificates);
    }
}
