using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Certificates;

namespace Sagaz.Integration.Tests;

/// <summary>A repository on a machine of its own, which here is a <c>pgbackrest server</c> with a certificate of its own.</summary>
[BackedUpNatively]
public sealed class RepositoryHostTests : IAsyncLifetime
{
    private const string Host = "localhost";
    private static readonly string[] AsServer = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : [];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sagaz-host-");
    private TestCluster? claimed;

    private TestCluster Cluster => claimed!;

    private string ConfigurationFile => Path.Combine(folder.FullName, "pgbackrest.conf");

    public async Task InitializeAsync()
    {
        if (ClusterTools.BackupSkipReason is null)
            claimed = await TestCluster.InWorkspaceAsync();
    }

    public async Task DisposeAsync()
    {
        if (claimed is not null)
            await claimed.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [ClusterFact]
    public async Task Takes_wal_makes_backups_and_gives_them_back()
    {
        await ArrangeAsync();
        (await Cluster.RunAsync("Init", "--with-backups")).Exits(0);
        // What Init wrote for the machine, with that machine's own certificate.
        var written = await File.ReadAllTextAsync(Path.Combine(Cluster.State, "configuration", "pgbackrest-for-host.conf"));
        await File.WriteAllTextAsync(ConfigurationFile, written
            .Replace(Folder("members"), Folder("host"), StringComparison.Ordinal)
            .Replace($"-host={Environment.MachineName}\n", $"-host={Host}\n", StringComparison.Ordinal)
            + $"\n[global]\nlog-level-file=off\nlock-path={Folder("locks")}\nspool-path={Folder("spool")}\n");
        await OwnAsync();
        using var server = ProgramRun.Start([.. AsServer, "pgbackrest", "--config=" + ConfigurationFile, "server"]);

        try
        {
            (await Cluster.RunAsync("Up", "Migrate")).Exits(0);
            (await Programs.RunAsync([.. AsServer, "pgbackrest", "--config=" + ConfigurationFile, "--stanza=sagaz", "--type=full", "backup"], deadline: Deadlines.Build)).Exits(0);

            (await Cluster.RunAsync("Backups")).Exits(0).Says("full", "1 backups (ok)");
            (await Cluster.RunAsync("Backup")).Exits(3).Says("made on the repository's machine", Host);
            (await Cluster.RunAsync("VerifyBackup", "--load-seconds", "3")).Exits(0);
            await Eventually.HoldsAsync("the age is told", Deadlines.Measured, async () => (await Cluster.BackupMetricsAsync()).Length > 0 ? null : "no metric");
            (await Cluster.RunAsync("Down")).Exits(0);
        }
        finally
        {
            server.Kill();
        }
    }

    /// <summary>Certificates of one authority for both sides, and a topology that names the machine.</summary>
    private async Task ArrangeAsync()
    {
        var store = new CertificateStore(Folder("authority"), TimeProvider.System);
        store.Ensure([new Subject(Environment.MachineName, Environment.MachineName, Host), new Subject(Host, Host)]);
        foreach (var (side, subject) in new[] { ("members", Environment.MachineName), ("host", Host) })
        {
            Directory.CreateDirectory(Folder(side));
            File.Copy(store.RootCertificate, Path.Combine(Folder(side), "ca.crt"));
            File.Copy(store.FilesOf(subject).Certificate, Path.Combine(Folder(side), "tls.crt"));
            File.Copy(store.FilesOf(subject).Key, Path.Combine(Folder(side), "tls.key"));
        }
        Directory.CreateDirectory(Folder("repository"));
        await OwnAsync();
        var topology = await File.ReadAllTextAsync(Cluster.Workspace.Of("deploy", "topology.json"));
        var line = topology.Split('\n').Single(text => text.Contains("\"address\": \"backup.example.org\"", StringComparison.Ordinal));
        Cluster.Workspace.Edit("deploy/topology.json", line,
            $$"""    "host": { "address": "{{Host}}", "port": {{Cluster.Port(8432)}}, "path": "{{Folder("repository")}}", "certificates": "{{Folder("members")}}", "memberPort": {{Cluster.Port(18432)}} },""");
        Cluster.Workspace.Edit("deploy/topology.json", "\"repository\": \"local\"", "\"repository\": \"host\"");
    }

    private string Folder(string name) => Path.Combine(folder.FullName, name);

    private async Task OwnAsync()
    {
        if (Environment.IsPrivilegedProcess)
            (await Programs.RunAsync(["chown", "-R", "postgres:postgres", folder.FullName])).Exits(0);
    }
}
