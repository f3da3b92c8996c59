using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Tests.Backups;

public sealed class PgBackRestConfigurationTests
{
    private static readonly PgBackRestFolders Folders = new("/srv/repository", "/srv/spool", "/srv/locks");
    private static readonly Dictionary<string, string> Secrets = new() { [Account.BackupCipher] = "cipher", [Account.BackupStoreKey] = "key", [Account.BackupStoreSecret] = "secret" };

    private static readonly BackupTopology Backups = new()
    {
        RetainFull = 3,
        RetainDifferential = 5,
        Host = new BackupHost("backup.example.org", 8432, "/var/lib/pgbackrest", "/etc/tls", 18432),
        Bucket = new BackupBucket("bucket", "s3.example.org", "region", "/sagaz", ""),
    };

    [Theory]
    [InlineData(BackupRepositoryKind.Local, "repo1-path=/srv/repository")]
    [InlineData(BackupRepositoryKind.Host, "repo1-host=backup.example.org repo1-host-type=tls repo1-host-port=8432 repo1-host-ca-file=/etc/tls/ca.crt repo1-host-cert-file=/etc/tls/tls.crt repo1-host-key-file=/etc/tls/tls.key repo1-path=/var/lib/pgbackrest")]
    [InlineData(BackupRepositoryKind.S3, "repo1-type=s3 repo1-s3-bucket=bucket repo1-s3-endpoint=s3.example.org repo1-s3-region=region repo1-s3-uri-style=path repo1-s3-key=key repo1-s3-key-secret=secret repo1-path=/sagaz")]
    public void Each_kind_of_repository_is_encrypted_and_keeps_what_it_should(BackupRepositoryKind kind, string repository)
    {
        var lines = PgBackRestConfiguration.Render(Backups with { Repository = kind }, Folders, Secrets).TrimEnd().Split('\n');

        Assert.Equal("[global]", lines[0]);
        Assert.Equal(repository.Split(' '), lines.Skip(1).TakeWhile(line => !line.StartsWith("repo1-cipher", StringComparison.Ordinal)));
        Assert.Equal(
            ["repo1-cipher-type=aes-256-cbc", "repo1-cipher-pass=cipher", "repo1-retention-full=3", "repo1-retention-diff=5"],
            lines.Where(line => line.StartsWith("repo1-cipher", StringComparison.Ordinal) || line.StartsWith("repo1-retention", StringComparison.Ordinal)));
        Assert.Equal(lines.Length, lines.Distinct().Count());
    }

    [Fact]
    public void An_object_store_of_ones_own_is_known_by_its_own_authority()
    {
        var own = Backups with { Repository = BackupRepositoryKind.S3, Bucket = Backups.Bucket with { CertificateAuthority = "/etc/own.crt" } };

        Assert.Contains("repo1-storage-ca-file=/etc/own.crt\n", PgBackRestConfiguration.Render(own, Folders, Secrets), StringComparison.Ordinal);
    }

    [Fact]
    public void The_repositorys_machine_alone_may_read_the_members()
    {
        var lines = PgBackRestConfiguration.RenderServer(Backups.Host, "sagaz", Folders).Split('\n');

        Assert.Equal(["tls-server-auth=backup.example.org=sagaz"], lines.Where(line => line.StartsWith("tls-server-auth", StringComparison.Ordinal)));
        Assert.Contains("tls-server-port=18432", lines);
        Assert.DoesNotContain(lines, line => line.Contains("cipher", StringComparison.Ordinal));
    }

    [Fact]
    public void The_repositorys_machine_is_told_of_every_server_and_lets_this_machine_in()
    {
        var text = PgBackRestConfiguration.RenderForHost(
            Backups with { Repository = BackupRepositoryKind.Host }, "sagaz", "here", [["--pg1-path=/data/0", "--pg1-port=15432"], ["--pg2-path=/data/1"]], Secrets);

        Assert.StartsWith("[global]\nrepo1-path=/var/lib/pgbackrest\nrepo1-cipher-type=aes-256-cbc\nrepo1-cipher-pass=cipher\n", text, StringComparison.Ordinal);
        Assert.Contains("\ntls-server-auth=here=sagaz\n", text, StringComparison.Ordinal);
        Assert.Contains("\n[sagaz]\npg1-path=/data/0\npg1-port=15432\npg1-host=here\npg1-host-type=tls\npg1-host-port=18432\n", text, StringComparison.Ordinal);
        Assert.Contains("\npg2-path=/data/1\npg2-host=here\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_store_without_its_keys_is_refused()
    {
        var generated = new Dictionary<string, string> { [Account.BackupCipher] = "cipher" };

        Assert.Throws<PreconditionException>(() => PgBackRestConfiguration.Render(Backups with { Repository = BackupRepositoryKind.S3 }, Folders, generated));
    }
}
