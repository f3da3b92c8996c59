using Sagaz.Core.Topology;
using Sagaz.Operations.Runtimes.Compose;

namespace Sagaz.Operations.Tests.Runtimes.Compose;

public sealed class ComposeEnvironmentTests
{
    private const long Gigabyte = 1L << 30;

    [Theory]
    [InlineData("sagaz", "local", "sagaz-local")]
    [InlineData("sagaz", "local+8000", "sagaz-local-8000")]
    [InlineData("Team_1", "Prod", "team_1-prod")]
    public void A_project_has_a_name_that_compose_accepts(string topology, string cluster, string expected)
    {
        Assert.Equal(expected, ComposeEnvironment.ProjectName(topology, cluster));
    }

    [Fact]
    public void Every_member_has_ports_and_all_but_the_first_a_profile()
    {
        var variables = Variables(FixedCluster.Debian13.Topology with { Members = 3 }, 64 * Gigabyte);

        Assert.Equal("postgres-1,postgres-2", variables["COMPOSE_PROFILES"]);
        Assert.Equal(["15432", "15433", "15434"], Enumerable.Range(0, 3).Select(n => variables[$"PORT_MEMBER_{n}"]));
        Assert.Equal(["18008", "18009", "18010"], Enumerable.Range(0, 3).Select(n => variables[$"PORT_PATRONI_{n}"]));
        Assert.DoesNotContain("PORT_MEMBER_3", variables.Keys);
    }

    [Fact]
    public void A_watched_cluster_has_a_profile_for_the_exporter_of_every_member_but_the_first()
    {
        var variables = Variables(FixedCluster.Debian13.Topology with { Members = 3, HasMonitoring = true }, 64 * Gigabyte);

        Assert.Equal("postgres-1,postgres-2,monitoring,postgres-1-exporter,postgres-2-exporter", variables["COMPOSE_PROFILES"]);
        Assert.Equal(["19090", "19093"], [variables["PORT_PROMETHEUS"], variables["PORT_ALERTMANAGER"]]);
    }

    [Fact]
    public void A_backed_up_cluster_has_a_profile_for_it()
    {
        var variables = Variables(FixedCluster.Debian13.Topology with { HasBackups = true }, 64 * Gigabyte);

        Assert.Equal("postgres-1,backups", variables["COMPOSE_PROFILES"]);
        Assert.Equal(["168", "24"], [variables["BACKUP_FULL_HOURS"], variables["BACKUP_DIFFERENTIAL_HOURS"]]);
    }

    [Theory]
    [InlineData(64, "4294967296")]
    [InlineData(3, "3221225472")]
    public void A_member_may_use_what_it_was_sized_for_or_what_the_machine_has(int machineGigabytes, string expected)
    {
        Assert.Equal(expected, Variables(FixedCluster.Debian13.Topology, machineGigabytes * Gigabyte)["MEMBER_MEMORY"]);
    }

    [Fact]
    public void More_members_change_nothing_for_the_containers_that_are_there()
    {
        var before = Variables(FixedCluster.Debian13.Topology, 3 * Gigabyte);
        var after = Variables(FixedCluster.Debian13.Topology with { Members = 4 }, 3 * Gigabyte);

        Assert.All(before.Where(variable => variable.Key != "COMPOSE_PROFILES"), variable => Assert.Equal(variable.Value, after[variable.Key]));
    }

    [Fact]
    public void Values_stand_for_themselves_in_the_file()
    {
        var text = ComposeEnvironment.ToText(new Dictionary<string, string> { ["STATE_FOLDER"] = "/srv/a $b's" });

        Assert.EndsWith("STATE_FOLDER='/srv/a $b\\'s'\n", text, StringComparison.Ordinal);
    }

    private static IReadOnlyDictionary<string, string> Variables(ClusterTopology topology, long machineBytes) =>
        ComposeEnvironment.Variables("sagaz-local", topology, "/srv/sagaz/local", "0.1.0-abc", machineBytes);
}
