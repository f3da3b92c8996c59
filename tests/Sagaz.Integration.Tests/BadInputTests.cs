using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests;

/// <summary>Bad input is refused by name with exit code 3, and nothing starts.</summary>
public sealed class BadInputTests(UnpreparedCluster unprepared) : IClassFixture<UnpreparedCluster>
{
    [ClusterTheory]
    [InlineData("Up --env prd", "'prd'", "prod")]
    [InlineData("Up --replicas -1", "--replicas is '-1'", "from 0 to 8")]
    [InlineData("Up --replicas 9", "--replicas is '9'", "from 0 to 8")]
    [InlineData("Up --replicas abc", "--replicas is 'abc'", "a whole number")]
    [InlineData("Up --nosuch 1", "Unknown parameter '--nosuch'", "--help")]
    [InlineData("Up --replica 1", "Unknown parameter '--replica'", "--replicas")]
    [InlineData("Upp", "Unknown target 'Upp'", "Up")]
    [InlineData("Up --skip nosuch", "unknown target 'nosuch'", "Init")]
    [InlineData("Up --with-ha perhaps", "'perhaps'", "--with-ha")]
    [InlineData("VerifyReplication --samples 0", "--samples is '0'", "from 1 to 100000")]
    [InlineData("Up --env local --env prod", "--env is given 2 times", "give it once")]
    public async Task Is_refused_with_what_would_be_right(string arguments, string finding, string advice)
    {
        var refused = await unprepared.Cluster.RunAsync(arguments.Split(' '));

        refused.Exits(3).Says(finding, advice).NeverSays("   at ");
        unprepared.IsUntouched();
    }

    [ClusterTheory]
    [InlineData("NUKE_REPLICAS", "abc", "a whole number")]
    [InlineData("NUKE_ENV", "prd", "prod")]
    [InlineData("NUKE_REPLICSA", "1", "NUKE_REPLICAS")]
    public async Task Is_refused_in_our_own_variables_too(string variable, string value, string advice)
    {
        var refused = await unprepared.Cluster.RunAsync(new Dictionary<string, string> { [variable] = value }, "Up");

        refused.Exits(3).Says(variable, advice).NeverSays("   at ");
        unprepared.IsUntouched();
    }

    [ClusterTheory]
    [InlineData("Status")]
    [InlineData("Connections")]
    [InlineData("Migrate")]
    [InlineData("VerifyReplication")]
    [InlineData("Psql --command SELECT")]
    [InlineData("Logs")]
    public async Task A_cluster_that_never_was_is_said_to_be_so(string arguments)
    {
        var refused = await unprepared.Cluster.RunAsync(arguments.Split(' '));

        refused.Exits(3).Says("./build.sh Up").NeverSays("   at ");
        unprepared.IsUntouched();
    }

    [ClusterFact]
    public async Task A_refused_secret_is_not_repeated()
    {
        const string secret = "hunter2-hunter2";

        var refused = await unprepared.Cluster.RunAsync("Up", "--postgres-password", secret, "--nosuch", secret);

        refused.Exits(3).Says("--nosuch").NeverSays(secret);
        unprepared.IsUntouched();
    }

    [ClusterFact]
    public async Task Production_is_not_started_without_a_replica_for_its_durability()
    {
        var refused = await unprepared.Cluster.RunAsync("Up", "--env", "prod", "--replicas", "0");

        refused.Exits(3).NeverSays("   at ");
        unprepared.IsUntouched();
    }
}
