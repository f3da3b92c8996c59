using Sagaz.Core.Topology;
using Sagaz.Operations.Runtimes.Native;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Tests.Runtimes;

namespace Sagaz.Operations.Tests.Backups;

public sealed class BackupServiceTests
{
    private static readonly FixedCluster Cluster = FixedCluster.Debian12;
    private static readonly ClusterTopology Topology = Cluster.Topology with { HasBackups = true };

    [Fact]
    public void Secrets_stand_in_the_files_of_pgbackrest_and_nowhere_else()
    {
        var service = Define(Topology);
        string[] Holders(string account) => [.. service.Files.Where(file => file.Value.Contains(Cluster.Passwords[account], StringComparison.Ordinal)).Select(file => Path.GetFileName(file.Key))];

        Assert.Equal(["pgbackrest.conf"], Holders(Account.BackupCipher));
        Assert.Equal(["pgbackrest.pgpass"], Holders(Account.Superuser));
        Assert.DoesNotContain(service.CommandLine, word => Cluster.Passwords.Values.Any(password => word.Contains(password, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_member_that_comes_changes_a_file_so_that_the_service_is_restarted()
    {
        var two = ServersOf(Define(Topology));
        var three = ServersOf(Define(Topology with { Members = 3 }));

        Assert.StartsWith("--pg1-path=/srv/sagaz/local/data/postgres-0\n--pg1-port=15432\n--pg1-socket-path=/srv/sagaz/local/run\n--pg1-user=postgres\n--pg2-", two, StringComparison.Ordinal);
        Assert.Contains("--pg3-path=/srv/sagaz/local/data/postgres-2\n", three, StringComparison.Ordinal);
        Assert.StartsWith(two, three, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_member_archives_from_its_own_folder_through_a_spool_of_its_own()
    {
        var script = Define(Topology).Files.Single(file => BackupService.ArchiveCommand(Cluster.Layout) == $"/bin/sh {file.Key} %p").Value;

        Assert.Contains("\"--pg1-path=$PWD\"", script, StringComparison.Ordinal);
        Assert.Contains("\"--spool-path=/srv/sagaz/local/run/spool-$member\"", script, StringComparison.Ordinal);
        Assert.EndsWith("archive-push \"$1\"\n", script, StringComparison.Ordinal);
    }

    private static ServiceDefinition Define(ClusterTopology topology) => BackupService.Define(
        topology, Cluster.Layout, "/usr/bin/pgbackrest", RepositoryRoot.Of("deploy", "backups"), Cluster.Passwords);

    private static string ServersOf(ServiceDefinition service) => service.Files.Single(file => file.Key.EndsWith(".servers", StringComparison.Ordinal)).Value;
}
