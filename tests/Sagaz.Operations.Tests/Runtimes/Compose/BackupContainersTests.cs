using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Runtimes.Compose;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Tests.Runtimes.Compose;

/// <summary>The hand-written files of deploy/compose/pgbackrest and what is written beside them.</summary>
public sealed class BackupContainersTests
{
    private const int MostMembers = 9;
    private static readonly FixedCluster Cluster = FixedCluster.Debian13;
    private static readonly ClusterTopology Topology = Cluster.Topology with { HasBackups = true };

    [Fact]
    public void The_repository_is_set_up_as_the_native_one_but_for_its_folders()
    {
        string[] own = ["repo1-path", "spool-path", "lock-path"];
        var native = Settings(PgBackRestConfiguration.Render(Topology.Backups, new PgBackRestFolders("/r", "/s", "/l"), Cluster.Passwords));
        var compose = Settings(Text("repository.conf")).Concat(Settings(BackupContainers.RepositoryText(Topology, Cluster.Passwords))).ToList();

        Assert.Equal(
            native.Where(line => !own.Contains(line.Key) && line.Key != "archive-async").Order(),
            compose.Where(line => !own.Contains(line.Key) && !line.Key.StartsWith("tls-server-", StringComparison.Ordinal)).Order());
        Assert.Equal(compose.Count, compose.Distinct().Count());
        Assert.Contains(new("repo1-path", BackupContainers.RepositoryFolder), compose);
    }

    [Fact]
    public void The_repository_lets_in_as_many_members_as_a_cluster_may_have_and_members_let_in_the_repository_alone()
    {
        Assert.Equal(Enumerable.Range(0, MostMembers).Select(n => $"postgres-{n}=sagaz"), Admitted("repository.conf"));
        Assert.Equal(["backup-repository=sagaz"], Admitted("member.conf"));
    }

    [Fact]
    public void A_member_sends_its_wal_asynchronously_and_knows_no_cipher()
    {
        var member = Settings(Text("member.conf"));

        Assert.Contains(new("archive-async", "y"), member);
        Assert.Contains(new("repo1-host", "backup-repository"), member);
        Assert.DoesNotContain(member, line => line.Key.Contains("cipher", StringComparison.Ordinal));
        var name = TopologyFile.Parse(File.ReadAllText(RepositoryRoot.Of("deploy", "topology.json")), "deploy/topology.json").Resolve("local").Name;
        Assert.Equal(BackupContainers.ArchiveCommand, $"pgbackrest --config=/etc/sagaz/pgbackrest/member.conf --stanza={name} archive-push %p");
    }

    [Fact]
    public void Each_member_is_reached_over_tls()
    {
        var servers = BackupContainers.Servers(Topology with { Members = 3 });

        Assert.Equal(3, servers.Count);
        Assert.Equal(
            ["--pg3-host=postgres-2", "--pg3-host-type=tls", "--pg3-host-ca-file=/etc/sagaz/tls/ca.crt", "--pg3-host-cert-file=/etc/sagaz/tls/tls.crt", "--pg3-host-key-file=/etc/sagaz/tls/tls.key", "--pg3-path=/var/lib/postgresql/data"],
            servers[2]);
        Assert.Equal(servers.SelectMany(server => server), BackupContainers.ServersText(Topology with { Members = 3 }).TrimEnd().Split('\n'));
    }

    [Fact]
    public void An_object_store_holds_the_repository_where_the_environment_says_so_and_another_machine_is_refused()
    {
        var passwords = new Dictionary<string, string>(Cluster.Passwords) { [Account.BackupStoreKey] = "the-key", [Account.BackupStoreSecret] = "the-secret" };
        ClusterTopology In(BackupRepositoryKind kind) => Topology with { Backups = Topology.Backups with { Repository = kind, Bucket = new("bucket", "s3.example.org", "region", "/sagaz", "/here/own.crt") } };

        Assert.Contains(new("repo1-type", "s3"), Settings(BackupContainers.RepositoryText(In(BackupRepositoryKind.S3), passwords)));
        Assert.Contains(new("repo1-storage-ca-file", "/etc/sagaz/tls/store-ca.crt"), Settings(BackupContainers.RepositoryText(In(BackupRepositoryKind.S3), passwords)));
        Assert.Equal("/here/own.crt", BackupContainers.StoreAuthority(In(BackupRepositoryKind.S3)));
        Assert.Null(BackupContainers.StoreAuthority(In(BackupRepositoryKind.Local)));
        BackupContainers.RequireKind(In(BackupRepositoryKind.S3));
        Assert.Throws<PreconditionException>(() => BackupContainers.RequireKind(In(BackupRepositoryKind.Host)));
    }

    private static string Text(string file) => File.ReadAllText(RepositoryRoot.Of("deploy", "compose", "pgbackrest", file));

    private static IEnumerable<string> Admitted(string file) => Settings(Text(file)).Where(line => line.Key == "tls-server-auth").Select(line => line.Value);

    private static List<(string Key, string Value)> Settings(string text) =>
        [.. text.Split('\n').Where(line => line.Contains('=') && !line.StartsWith('#')).Select(line => line.Split('=', 2)).Select(pair => (pair[0], pair[1]))];
}
