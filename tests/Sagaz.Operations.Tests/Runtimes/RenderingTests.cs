namespace Sagaz.Operations.Tests.Runtimes;

/// <summary>What the services read, compared with the files in Expected; those are changed by hand, on purpose.</summary>
public sealed class RenderingTests
{
    [Theory]
    [InlineData("etcd.yml")]
    [InlineData("postgres-0.yml")]
    [InlineData("haproxy.cfg")]
    [InlineData("pgbouncer-rw.ini")]
    [InlineData("pgbouncer-ro.ini")]
    public void Debian_12_gets_what_its_old_tools_understand(string file)
    {
        Assert.Equal(Expected("debian-12", file), FixedCluster.Debian12.File(file));
    }

    [Theory]
    [InlineData("etcd.yml")]
    [InlineData("postgres-0.yml")]
    [InlineData("haproxy.cfg")]
    [InlineData("pgbouncer-rw.ini")]
    [InlineData("pgbouncer-ro.ini")]
    public void Debian_13_gets_what_its_new_tools_offer(string file)
    {
        Assert.Equal(Expected("debian-13", file), FixedCluster.Debian13.File(file));
    }

    [Fact]
    public void Members_differ_in_name_ports_and_files_only()
    {
        var second = FixedCluster.Debian12.File("postgres-0.yml")
            .Replace("postgres-0", "postgres-1", StringComparison.Ordinal)
            .Replace("15432", "15433", StringComparison.Ordinal)
            .Replace("18008", "18009", StringComparison.Ordinal);

        Assert.Equal(second, FixedCluster.Debian12.File("postgres-1.yml"));
    }

    private static string Expected(string release, string file) =>
        File.ReadAllText(RepositoryRoot.Of("tests", "Sagaz.Operations.Tests", "Runtimes", "Expected", release, file));
}
