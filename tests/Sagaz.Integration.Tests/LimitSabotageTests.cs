using System.Text.RegularExpressions;
using Npgsql;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests;

/// <summary>What goes beyond a limit that takes hours to reach: with lower ones Doctor sees it at once, and sees it gone when it is undone.</summary>
[Collection(SharedClusterGroup.Name)]
public sealed partial class LimitSabotageTests(SharedCluster shared)
{
    private const int Week = 604_800;

    private TestCluster Cluster => shared.Cluster;

    [ClusterFact]
    public async Task A_disk_that_fills_and_a_slot_that_keeps_WAL_are_seen_until_both_are_gone()
    {
        await Cluster.IsWholeAsync();
        var free = new DriveInfo(Cluster.State).AvailableFreeSpace;
        var ballast = Path.Combine(Cluster.State, "ballast");
        using var limited = OtherLimits.Of(Cluster, ("freeDiskBytes", free / 8 * 7), ("doctor.walRetainedBytes", 8 << 20));
        try
        {
            (await Programs.RunAsync(["fallocate", "--length", $"{free / 4}", ballast])).Exits(0);
            await Cluster.AskAsync("SELECT pg_create_physical_replication_slot('hoarder', true)");
            await Cluster.AskAsync("SET synchronous_commit = local; SELECT pg_logical_emit_message(false, 'test', repeat('x', 16 * 1024 * 1024))");

            var seen = await limited.SeesAsync(("disk-free", "critical"), ("wal-retained", "warning"));
            Assert.Contains("limits.freeDiskBytes", seen[0], StringComparison.Ordinal);
            Assert.Contains("hoarder keeps 16", seen[1], StringComparison.Ordinal);
            Assert.Contains("limit 8 MiB, limits.doctor.walRetainedBytes", seen[1], StringComparison.Ordinal);

            (await limited.RunAsync("Repair", "--check", "disk-free", "--yes")).Exits(3).Says("./build.sh MaintainPartitions");
            (await limited.RunAsync("Repair", "--check", "slot-unused", "--yes")).Exits(0).Says("slot-unused is repaired");
        }
        finally
        {
            File.Delete(ballast);
            await Cluster.AskAsync("DO $$ BEGIN PERFORM pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = 'hoarder'; END $$");
        }
        await limited.SeesAsync(("disk-free", "good"), ("wal-retained", "good"));
    }

    [ClusterFact]
    public async Task A_transaction_that_works_for_too_long_is_seen_until_its_client_is_ended()
    {
        await Cluster.IsWholeAsync();
        using var limited = OtherLimits.Of(Cluster, ("doctor.transactionLongSeconds", 2));
        await using var source = Cluster.At(6432, Account.Application).CreateDataSource(commandTimeout: TimeSpan.Zero);
        await using var client = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SELECT pg_sleep(600)", client);
        var works = command.ExecuteScalarAsync();

        var seen = await limited.SeesAsync(("transaction-long", "warning"));
        Assert.Contains("limit 2 s, limits.doctor.transactionLongSeconds", seen[0], StringComparison.Ordinal);

        (await limited.RunAsync("Repair", "--check", "transaction-long", "--yes")).Exits(3).Says("PoolClients, then KillClient");
        var server = ServerProcess().Match(seen[0]).Groups[1].Value;
        var row = Assert.Single((await Cluster.RunAsync("PoolClients")).Exits(0).Lines, line => line.EndsWith("  " + server, StringComparison.Ordinal));
        (await Cluster.RunAsync("KillClient", "--client", row.Split(' ')[0])).Exits(0);

        Assert.True(TestCluster.IsLostConnection(await Assert.ThrowsAnyAsync<Exception>(() => works)));
        await limited.SeesAsync(("transaction-long", "good"));
    }

    [ClusterFact]
    public async Task Transaction_ids_that_grow_old_are_seen_until_a_vacuum_freezes_them()
    {
        const int used = 20_000;
        await Cluster.IsWholeAsync();
        var age = (long)(await Cluster.AskAsync("SELECT max(age(datfrozenxid))::bigint FROM pg_database"))!;
        using var limited = OtherLimits.Of(Cluster, ("doctor.transactionIdAge", age + (used / 2)));
        await Cluster.AskAsync($"DO $$ BEGIN FOR n IN 1..{used} LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$");

        var seen = await limited.SeesAsync(("transaction-id-age", "critical"));
        Assert.Contains($"limit {age + (used / 2)}, limits.doctor.transactionIdAge", seen[0], StringComparison.Ordinal);

        (await limited.RunAsync("Repair", "--check", "transaction-id-age", "--yes")).Exits(3).Says("VACUUM (FREEZE)");
        await FreezeAsync();
        await limited.SeesAsync(("transaction-id-age", "good"));
    }

    [ClusterFact]
    public async Task A_leader_whose_Patroni_hangs_stays_on_the_old_timeline_and_that_the_lead_changed_is_seen()
    {
        await Cluster.IsWholeAsync();
        var (leader, replica) = (await Cluster.LeaderAsync(), await Cluster.ReplicaAsync());
        // One change more than there were already is one too many.
        var changes = (await Cluster.LeaderChangesAsync()).Count;
        using (var limited = OtherLimits.Of(Cluster, ("doctor.leaderChanges", changes + 1), ("doctor.leaderChangesWithinSeconds", Week)))
        {
            await limited.SeesAsync(("leader-flapping", "good"), ("replica-timeline", "good"));
            var patroni = Cluster.ProcessId(leader);
            (await Programs.RunAsync(["kill", "-STOP", $"{patroni}"])).Exits(0);
            try
            {
                await Cluster.IsLedByAsync(replica);
                var seen = await limited.SeesAsync(("replica-timeline", "critical"), ("leader-flapping", "warning"));
                Assert.Contains($"{leader} is on timeline ", seen[0], StringComparison.Ordinal);
                Assert.Contains($"{changes + 1} are too many, limits.doctor.leaderChanges", seen[1], StringComparison.Ordinal);
            }
            finally
            {
                (await Programs.RunAsync(["kill", "-CONT", $"{patroni}"])).Exits(0);
            }
        }
        // Its Patroni rewinds it; and a lead that rests is not held against it for ever.
        await Cluster.IsWholeAsync();
        using var rested = OtherLimits.Of(Cluster, ("doctor.leaderChanges", 1), ("doctor.leaderChangesWithinSeconds", 1));
        await rested.SeesAsync(("replica-timeline", "good"), ("leader-flapping", "good"));
    }

    /// <summary>All databases, those that nobody uses too: an age is that of the oldest one.</summary>
    private async Task FreezeAsync()
    {
        await Cluster.AskAsync("ALTER DATABASE template0 ALLOW_CONNECTIONS true");
        try
        {
            foreach (var database in new[] { "sagaz", "postgres", "template1", "template0" })
                await TestCluster.AskAsync(Cluster.At(5432, Account.Superuser, database), "VACUUM (FREEZE)");
        }
        finally
        {
            await Cluster.AskAsync("ALTER DATABASE template0 ALLOW_CONNECTIONS false");
        }
    }

    [GeneratedRegex(@"\(process (\d+)\) active")]
    private static partial Regex ServerProcess();
}
