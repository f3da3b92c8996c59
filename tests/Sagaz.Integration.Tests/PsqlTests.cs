using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests;

/// <summary>psql on each of the cluster's servers.</summary>
[Collection(SharedClusterGroup.Name)]
public class PsqlTests(SharedCluster shared)
{
    [ClusterTheory]
    [InlineData("primary", false)]
    [InlineData("rw", false)]
    [InlineData("replica", true)]
    [InlineData("ro", true)]
    public async Task Reaches_the_right_role(string server, bool isReplica)
    {
        await shared.Cluster.IsWholeAsync();

        var answer = await shared.Cluster.RunAsync("Psql", "--on", server, "--command", "SELECT 'in recovery: ' || pg_is_in_recovery()");

        answer.Exits(0).Says($"in recovery: {(isReplica ? "true" : "false")}");
    }

    [ClusterTheory]
    [InlineData("SELECT * FROM no_such_table", "no_such_table")]
    [InlineData("SELEC 1", "SELEC")]
    public async Task A_failing_command_fails_the_build(string sql, string complaint)
    {
        (await shared.Cluster.RunAsync("Psql", "--command", sql)).Exits(1).Says(complaint, "psql on postgres-primary ended with code 1");
    }

    [ClusterFact]
    public async Task A_write_on_a_replica_fails_the_build()
    {
        await shared.Cluster.IsWholeAsync();

        (await shared.Cluster.RunAsync("Psql", "--on", "replica", "--command", "CREATE TABLE never (id int)")).Exits(1).Says("read-only transaction");
    }

    [ClusterFact]
    public async Task An_unknown_server_is_refused()
    {
        (await shared.Cluster.RunAsync("Psql", "--on", "replika", "--command", "SELECT 1")).Exits(3).Says("replika", "Replica");
    }
}
