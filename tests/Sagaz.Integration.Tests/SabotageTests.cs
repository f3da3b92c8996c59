using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests;

/// <summary>More ways to break a cluster: Doctor sees each, and sees it gone when it is undone.</summary>
[Collection(SharedClusterGroup.Name)]
public sealed class SabotageTests(SharedCluster shared)
{
    private const int Small = 5;

    private TestCluster Cluster => shared.Cluster;

    [ClusterFact]
    public async Task A_replica_that_may_not_log_in_receives_nothing_and_falls_behind()
    {
        await Cluster.IsWholeAsync();
        try
        {
            await Cluster.AskAsync("SET synchronous_commit = local; ALTER ROLE replicator NOLOGIN");
            await Cluster.AskAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_replication");
            await Cluster.AskAsync("SET synchronous_commit = local; SELECT pg_logical_emit_message(false, 'test', repeat('x', 40 * 1024 * 1024))");

            await Cluster.SeesAsync(("replica-streaming", "critical"), ("replica-lag", "warning"));
        }
        finally
        {
            await Cluster.AskAsync("SET synchronous_commit = local; ALTER ROLE replicator LOGIN");
        }
        await Cluster.IsWholeAsync();
        await Cluster.SeesAsync(("replica-streaming", "good"), ("replica-lag", "good"));
    }

    [ClusterFact]
    public async Task Replay_that_is_paused_is_seen_and_resumed()
    {
        await Cluster.IsWholeAsync();
        var replica = await Cluster.ReplicaAsync();
        var server = Cluster.At(15432 + int.Parse(replica[^1..], System.Globalization.CultureInfo.InvariantCulture), Account.Superuser);
        // Patroni itself would resume it.
        var patroni = Cluster.ProcessId(replica);
        (await Programs.RunAsync(["kill", "-STOP", $"{patroni}"])).Exits(0);
        try
        {
            await TestCluster.AskAsync(server, "SELECT pg_wal_replay_pause()");
            await Cluster.SeesAsync("replay-paused", "critical");

            (await Cluster.RunAsync("Repair", "--check", "replay-paused", "--yes")).Exits(0).Says("replay-paused is repaired");
        }
        finally
        {
            (await Programs.RunAsync(["kill", "-CONT", $"{patroni}"])).Exits(0);
        }
        await Cluster.IsWholeAsync();
    }

    [ClusterFact]
    public async Task A_pool_that_is_down_is_seen_and_started()
    {
        await Cluster.ControlAsync("down", "pgbouncer-ro");
        try
        {
            await Cluster.SeesAsync("pool-silent", "critical");
            (await Cluster.RunAsync("Repair", "--check", "pool-silent", "--yes")).Exits(0).Says("pool-silent is repaired");
        }
        finally
        {
            await Cluster.ControlAsync("up", "pgbouncer-ro");
        }
    }

    [ClusterFact]
    public async Task A_full_pool_is_seen_and_the_transaction_that_idles_in_it_is_ended()
    {
        using var limited = OtherLimits.Of(Cluster, ("doctor.transactionIdleSeconds", 2));
        await using var source = Cluster.At(6432, Account.Application).CreateDataSource();
        var held = new List<NpgsqlConnection>();
        try
        {
            (await Cluster.RunAsync("SetPool", "--pool", "rw", "--size", $"{Small}")).Exits(0);
            for (var n = 0; n < Small; n++)
                held.Add(await HoldAsync(source));
            await using var late = await source.OpenConnectionAsync();
            var waits = new NpgsqlCommand("SELECT 1", late).ExecuteScalarAsync();
            await limited.SeesAsync(("pool-full", "warning"), ("pool-waiting", "critical"), ("transaction-idle", "warning"));

            (await limited.RunAsync("Repair", "--check", "transaction-idle", "--yes")).Exits(0).Says("transaction-idle is repaired");
            Assert.Equal(1, await waits);
        }
        finally
        {
            held.ForEach(connection => connection.Dispose());
            (await Cluster.RunAsync("SetPool", "--pool", "rw", "--size", "25")).Exits(0);
        }
        await Cluster.SeesAsync("pool-waiting", "good");
    }

    [ClusterFact]
    public async Task Partitions_that_run_out_are_seen_and_made()
    {
        await Cluster.AskAsync(
            """
            DO $$ DECLARE coming record; BEGIN
              FOR coming IN SELECT partition_name FROM partition_ranges('saga_outbox') WHERE range_from > now() LOOP
                EXECUTE format('DROP TABLE %I', coming.partition_name);
              END LOOP;
            END $$
            """);
        await Cluster.AskAsync("UPDATE partition_maintenance_runs SET finished_at = finished_at - interval '1 day'");
        await Cluster.SeesAsync(("partition-runway", "critical"), ("partition-maintenance", "warning"));

        (await Cluster.RunAsync("Repair", "--check", "partition-runway", "--yes")).Exits(0).Says("partition-runway is repaired");

        await Cluster.SeesAsync("partition-maintenance", "good");
    }

    [ClusterFact]
    public async Task A_slot_whose_WAL_is_gone_is_seen()
    {
        await Cluster.IsWholeAsync();
        try
        {
            await Cluster.AskAsync("SELECT pg_create_physical_replication_slot('left_behind', true)");
            await Cluster.AskAsync("ALTER SYSTEM SET max_slot_wal_keep_size = '64MB'");
            await Cluster.AskAsync("SELECT pg_reload_conf()");
            await Eventually.HoldsAsync("the slot is lost", Deadlines.Healed, async () =>
            {
                await Cluster.AskAsync("SELECT pg_logical_emit_message(false, 'test', 'a segment that is not empty')");
                await Cluster.AskAsync("SELECT pg_switch_wal()");
                await Cluster.AskAsync("CHECKPOINT");
                return await Cluster.AskAsync("SELECT wal_status FROM pg_replication_slots WHERE slot_name = 'left_behind'") is "lost" or "unreserved" ? null : "it is not";
            });

            await Cluster.SeesAsync("slot-lost", "critical");
            (await Cluster.RunAsync("Repair", "--check", "slot-unused", "--yes")).Exits(0).Says("slot-unused is repaired");
        }
        finally
        {
            await Cluster.AskAsync("ALTER SYSTEM RESET max_slot_wal_keep_size");
            await Cluster.AskAsync("SELECT pg_reload_conf()");
        }
        await Cluster.SeesAsync("slot-lost", "good");
    }

    [ClusterFact]
    public async Task A_certificate_near_its_end_is_seen_and_renewed()
    {
        var file = Cluster.Certificate("pgbouncer-ro").Certificate;
        await File.WriteAllTextAsync(file, NearItsEnd());
        await Cluster.SeesAsync("certificate-end", "warning");

        (await Cluster.RunAsync("Repair", "--check", "certificate-end", "--yes")).Exits(0).Says("certificate-end is repaired");
    }

    [ClusterFact]
    public async Task A_clock_that_is_off_is_seen()
    {
        if (!ClusterTools.CanSkewClocks)
            return;
        await Cluster.IsWholeAsync();
        using (var run = Cluster.Start("InjectFault", "--fault", "skew-clock", "--member", await Cluster.ReplicaAsync(), "--hold", "600"))
        {
            await run.PrintsAsync("is broken");
            await Cluster.SeesAsync("clock-skew", "warning");
            run.Interrupt();
            await run.EndAsync(Deadlines.Healed);
        }
        await Cluster.IsWholeAsync();
        await Cluster.SeesAsync("clock-skew", "good");
    }

    [ClusterFact]
    public async Task Dead_rows_are_seen_and_vacuumed()
    {
        await Cluster.AskAsync("CREATE TABLE left_over WITH (autovacuum_enabled = off) AS SELECT n FROM generate_series(1, 30000) AS n");
        try
        {
            await Cluster.AskAsync("DELETE FROM left_over");
            await Cluster.SeesAsync("dead-tuples", "warning");

            (await Cluster.RunAsync("Repair", "--check", "dead-tuples", "--yes")).Exits(0).Says("dead-tuples is repaired");
        }
        finally
        {
            await Cluster.AskAsync("DROP TABLE left_over");
        }
    }

    private static async Task<NpgsqlConnection> HoldAsync(NpgsqlDataSource source)
    {
        var connection = await source.OpenConnectionAsync();
        await connection.BeginTransactionAsync();
        await new NpgsqlCommand("SELECT 1", connection).ExecuteScalarAsync();
        return connection;
    }

    /// <summary>Our own authority's certificates live for a year: one that ends within the month must be somebody else's.</summary>
    private static string NearItsEnd()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=pgbouncer-ro", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(20));
        return certificate.ExportCertificatePem();
    }
}
