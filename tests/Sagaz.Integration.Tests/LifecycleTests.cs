using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests;

/// <summary>Down, up again, grown, and gone.</summary>
[Collection(LifecycleGroup.Name)]
public sealed class LifecycleTests
{
    [ClusterFact]
    public async Task A_stopped_cluster_keeps_its_data_and_a_purged_one_leaves_nothing()
    {
        await using var cluster = await TestCluster.InWorkspaceAsync();
        (await cluster.RunAsync("Up")).Exits(0);
        (await cluster.RunAsync("VerifyFailover", "--scenario", "pooler-killed")).Exits(3).Says("never migrated", "./build.sh Migrate").NeverSays("   at ");
        await cluster.AskAsync("CREATE TABLE kept AS SELECT 1 AS id");

        (await cluster.RunAsync("Down")).Exits(0).Says("postgres-0 stopped", "etcd stopped");
        Assert.Empty(cluster.Processes);
        Assert.True(cluster.HasFreePorts);
        (await cluster.RunAsync("Down")).Exits(0).Says("is down already: nothing to do");

        (await cluster.RunAsync("Up")).Exits(0);
        Assert.Equal(1, await cluster.AskAsync("SELECT id FROM kept"));

        var before = cluster.ProcessIds();
        (await cluster.RunAsync("Down", "--purge")).Exits(3).Says("Purging removes all data", "There is no terminal", "--yes");
        Assert.Equal(before, cluster.ProcessIds());

        (await cluster.RunAsync("Down", "--purge", "--yes")).Exits(0);
        Assert.Empty(cluster.Processes);
        Assert.True(cluster.HasFreePorts);
        Assert.False(Directory.Exists(cluster.State));
    }

    [ClusterFact]
    public async Task A_single_member_is_a_cluster_too_and_grows()
    {
        await using var cluster = await TestCluster.InWorkspaceAsync();

        (await cluster.RunAsync("Up", "VerifyReplication", "--replicas", "0", "--samples", "10")).Exits(0).Says("1 members, leader postgres-0");
        Assert.Single((await cluster.StatusAsync()).Members);

        const string sessions = "SELECT count(*) FROM pg_stat_activity WHERE usename IN ('sagaz_readonly', 'sagaz_app') AND backend_start < ";
        Assert.Equal(false, await TestCluster.AskAsync(cluster.At(6433, Account.ReadOnly), "SELECT pg_is_in_recovery()"));
        var before = "'" + await cluster.AskAsync("SELECT now()::text") + "'";

        (await cluster.RunAsync("Up", "--replicas", "1")).Exits(0).Says("postgres-1 started");
        // The proxy was reloaded, and whom its former process had led to the leader would be there for hours.
        await Eventually.HoldsAsync("the pools have left the leader's old sessions", Deadlines.Healed, async () =>
            await cluster.AskAsync(sessions + before) is 0L ? null : "they have not");
        (await cluster.RunAsync("VerifyReplication", "--samples", "10")).Exits(0).Says("'replica-count' passed");
        (await cluster.RunAsync("Up", "--replicas", "0")).Exits(3).Says("does not remove members");

        // Patroni leaves its server running when it is stopped while failover is paused.
        (await cluster.RunAsync("PauseFailover")).Exits(0);
        (await cluster.RunAsync("Down")).Exits(0);
        Assert.Empty(cluster.Processes);
    }

    [ClusterFact]
    public async Task A_changed_limit_is_Doctors_at_once_and_a_changed_setting_the_servers_with_the_next_start()
    {
        await using var cluster = await TestCluster.InWorkspaceAsync();
        cluster.Workspace.Edit("deploy/topology.json", "\"log_lock_waits\": \"on\"", "\"log_lock_waits\": \"on\", \"max_prepared_transactions\": \"2\"");
        (await cluster.RunAsync("Up", "--replicas", "0")).Exits(0);
        await cluster.AskAsync("BEGIN; SELECT pg_current_xact_id(); PREPARE TRANSACTION 'forgotten'");
        await cluster.SeesAsync("transaction-prepared", "good");

        cluster.Workspace.Edit("deploy/topology.json", "\"transactionPreparedSeconds\": 3600", "\"transactionPreparedSeconds\": 1");
        var seen = await cluster.SeesAsync("transaction-prepared", "warning");
        Assert.Contains("forgotten of postgres for ", seen[0], StringComparison.Ordinal);
        (await cluster.RunAsync("Repair", "--check", "transaction-prepared", "--yes")).Exits(3).Says("as its owner knows");
        await cluster.AskAsync("ROLLBACK PREPARED 'forgotten'");
        await cluster.SeesAsync("transaction-prepared", "good");

        cluster.Workspace.Edit("deploy/topology.json", "\"log_min_duration_statement\": \"1s\"", "\"log_min_duration_statement\": \"7s\"");

        (await cluster.RunAsync("Up")).Exits(0).Says("cluster-wide configuration set");

        await Eventually.HoldsAsync("the server has the new value", Deadlines.Healed, async () =>
            await cluster.AskAsync("SHOW log_min_duration_statement") is string value and not "7s" ? value : null);
    }
}
