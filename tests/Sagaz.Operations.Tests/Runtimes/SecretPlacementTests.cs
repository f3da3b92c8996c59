using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes.Native;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Runtimes;

public sealed class SecretPlacementTests
{
    private static readonly FixedCluster Cluster = FixedCluster.Debian13;

    [Fact]
    public void No_command_line_holds_a_password()
    {
        Assert.All(Cluster.Services, service => Assert.DoesNotContain(service.CommandLine, HoldsPassword));
        Assert.All(Cluster.Services, service => Assert.StartsWith("/", service.CommandLine[0], StringComparison.Ordinal));
    }

    [Fact]
    public void Passwords_stand_only_in_the_files_of_those_who_log_in()
    {
        var holders = Cluster.Services.SelectMany(service => service.Files).Where(file => HoldsPassword(file.Value)).Select(file => Path.GetFileName(file.Key));

        Assert.Equal(["pgbouncer-ro.users", "pgbouncer-rw.users", "postgres-0.yml", "postgres-1.yml"], holders.Order());
    }

    [Fact]
    public void No_service_knows_a_password_that_it_does_not_need()
    {
        string[] Known(string file) => [.. Account.All.Where(account => Cluster.File(file).Contains(Cluster.Passwords[account], StringComparison.Ordinal)).Order()];

        Assert.Equal([Account.PatroniApi, Account.Superuser, Account.Replicator], Known("postgres-0.yml"));
        Assert.Equal([Account.PgBouncer, Account.Superuser, Account.PoolStatistics], Known("pgbouncer-rw.users"));
    }

    [Fact]
    public void A_pools_user_file_doubles_quotes()
    {
        var cluster = Cluster with { Passwords = new Dictionary<string, string>(Cluster.Passwords) { [Account.Superuser] = "a\"b" } };

        Assert.StartsWith("\"postgres\" \"a\"\"b\"\n", cluster.File("pgbouncer-rw.users"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_everybody_may_read_of_a_service_holds_no_password()
    {
        using var folder = new TemporaryFolder();
        var layout = new NativeLayout(folder.Path);
        var log = new ListLog();
        var supervisor = new ServiceSupervisor(layout, new CommandRunner(log), log);

        foreach (var service in (Cluster with { Layout = layout }).Services)
            supervisor.Write(service);

        var scripts = Directory.GetFiles(layout.Services, "run", SearchOption.AllDirectories);
        Assert.Equal(2 * Cluster.Services.Count, scripts.Length);
        Assert.All(scripts, script => Assert.False(HoldsPassword(File.ReadAllText(script)), script));
    }

    private static bool HoldsPassword(string text) => Cluster.Passwords.Values.Any(password => text.Contains(password, StringComparison.Ordinal));
}
