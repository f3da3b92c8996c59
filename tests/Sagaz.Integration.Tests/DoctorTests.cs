using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests;

/// <summary>The cluster is broken in known ways: Doctor sees each, Repair undoes it, Doctor sees it gone.</summary>
[Collection(SharedClusterGroup.Name)]
public sealed class DoctorTests(SharedCluster shared)
{
    [ClusterFact]
    public async Task What_is_broken_is_seen_repaired_and_seen_to_be_gone()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        string[] broken = ["slot-unused", "autovacuum-off", "partition-default", "failover-paused", "pool-paused"];

        await cluster.AskAsync("SELECT slot_name FROM pg_create_physical_replication_slot('orphan', true)");
        await cluster.AskAsync("ALTER TABLE consumer_inbox SET (autovacuum_enabled = off)");
        await cluster.AskAsync("INSERT INTO saga_executions (saga_id, saga_name, status, created_at) VALUES ('doctor', 'doctor', 'SUCCESS', '2999-01-01Z')");
        (await cluster.RunAsync("PauseFailover")).Exits(0);
        await PoolConsole.TellAsync(cluster, "PAUSE sagaz;");
        try
        {
            var seen = (await cluster.RunAsync("Doctor")).Exits(2);
            Assert.All(broken, check => Assert.True(ConditionOf(seen, check) is "warning" or "critical", check));
            Assert.Equal("good", ConditionOf(seen, "leader-missing"));

            (await cluster.RunAsync("Repair", "--check", "slot-unused")).Exits(3).Says("pg_drop_replication_slot('orphan')", "no terminal to confirm it on");
            Assert.Equal(1L, await cluster.AskAsync("SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'orphan'"));
            foreach (var check in broken.Except(["partition-default"]))
                (await cluster.RunAsync("Repair", "--check", check, "--yes")).Exits(0).Says($"{check} is repaired");

            // A row of a year that far has no partition to go to: it stays for a person to judge.
            await cluster.AskAsync("DELETE FROM saga_executions WHERE saga_id = 'doctor'");
            var after = await cluster.RunAsync("Doctor");
            Assert.All(broken, check => Assert.Equal("good", ConditionOf(after, check)));
        }
        finally
        {
            await PoolConsole.ResumeAsync(cluster);
            await cluster.RunAsync("ResumeFailover");
            await cluster.AskAsync("DELETE FROM saga_executions WHERE saga_id = 'doctor'");
            await cluster.AskAsync("ALTER TABLE consumer_inbox RESET (autovacuum_enabled)");
            await cluster.AskAsync("DO $$ BEGIN PERFORM pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = 'orphan'; END $$");
        }
    }

    [ClusterFact]
    public async Task A_member_that_is_down_is_seen_and_started()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var replica = await cluster.ReplicaAsync();
        await cluster.ControlAsync("down", replica);
        try
        {
            Assert.Equal("critical", ConditionOf((await cluster.RunAsync("Doctor")).Exits(2), "replica-missing"));

            (await cluster.RunAsync("Repair", "--check", "replica-missing", "--yes")).Exits(0).Says("replica-missing is repaired");
        }
        finally
        {
            await cluster.ControlAsync("up", replica);
        }
        await cluster.IsWholeAsync();
    }

    [ClusterFact]
    public async Task An_unknown_check_is_refused_with_the_nearest_name()
    {
        (await shared.Cluster.RunAsync("Repair", "--check", "slot-unsued")).Exits(3).Says("did you mean 'slot-unused'?");
    }

    private static string ConditionOf(ProgramResult doctor, string check) =>
        Assert.Single(doctor.Lines, line => line.StartsWith(check + " ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
}
