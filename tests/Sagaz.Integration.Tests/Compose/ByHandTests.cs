using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>What the quick reference does with docker compose works in deploy/compose, without the build.</summary>
[OnCompose, Collection(SharedComposeGroup.Name)]
public sealed class ByHandTests(SharedComposeCluster shared)
{
    private readonly TestCluster cluster = shared.Cluster;

    [ClusterFact]
    public async Task Ps_logs_and_exec_work()
    {
        await cluster.IsWholeAsync();

        (await ComposeAsync("ps")).Exits(0).Says("postgres-0", "pgbouncer-ro", "(healthy)");
        (await ComposeAsync("logs", "postgres-0")).Exits(0).Says("INFO");
        (await ComposeAsync("exec", "-T", await cluster.LeaderAsync(), "psql", "-U", "postgres", "-d", "sagaz", "-c", "SELECT * FROM maintain_all_partitions();"))
            .Exits(0).Says("partition_name");
        (await ComposeAsync("exec", "-T", await cluster.ReplicaAsync(), "psql", "-U", "postgres", "-Atc", "SELECT 'in recovery: ' || pg_is_in_recovery()"))
            .Exits(0).Says("in recovery: true");
    }

    [ClusterFact]
    public async Task Up_by_hand_changes_nothing_after_up_by_the_build()
    {
        await cluster.IsWholeAsync();
        var before = cluster.ProcessIds();

        (await ComposeAsync("up", "--detach", "--wait")).Exits(0);

        Assert.Equal(before, cluster.ProcessIds());
    }

    [ClusterFact]
    public async Task A_replica_without_its_volume_is_cloned_anew()
    {
        await cluster.IsWholeAsync();
        var replica = await cluster.ReplicaAsync();

        (await ComposeAsync("rm", "--stop", "--force", replica)).Exits(0);
        (await Programs.RunAsync(["docker", "volume", "rm", $"{cluster.Project}_{replica}"])).Exits(0);
        (await ComposeAsync("up", "--detach", replica)).Exits(0);

        await cluster.IsWholeAsync();
        Assert.Equal(replica, await cluster.ReplicaAsync());
    }

    /// <summary>In the folder itself, without a parameter: its .env leads to the cluster.</summary>
    private Task<ProgramResult> ComposeAsync(params string[] arguments) => Programs.RunAsync(
        ["docker", "compose", "--project-directory", cluster.Workspace.Of("deploy", "compose"), .. arguments], deadline: Deadlines.Build);
}
