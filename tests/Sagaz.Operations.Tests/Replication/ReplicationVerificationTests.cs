using Sagaz.Core.Errors;
using Sagaz.Core.Gates;
using Sagaz.Core.Replication;
using Sagaz.Core.Topology;
using Sagaz.Operations.Replication;

namespace Sagaz.Operations.Tests.Replication;

public class ReplicationVerificationTests(ScratchReplication cluster) : IClassFixture<ScratchReplication>
{
    private readonly ProgressLines _lines = new();

    [RequiresPostgresFact]
    public async Task Passes_a_sound_pair_and_leaves_nothing_behind()
    {
        var report = await VerifyAsync(cluster.Request);
        Assert.Equal([], report.Gates.Refused.Select(gate => gate.ToString()));
        var reading = Assert.Single(report.Canary.Replicas);
        Assert.Equal(("postgres-1", 200, 200), (reading.Observer, reading.Seen, reading.LagMilliseconds.Count));
        Assert.InRange(reading.LagMilliseconds.Max, 0.001, 5000);
        Assert.InRange(reading.LagBytes.Max, 1, 16 * 1024 * 1024);
        Assert.Equal("postgres-0: 20", report.Routing.ReadWrite.Describe());
        Assert.Equal("postgres-1: 20", report.Routing.ReadOnly.Describe());
        Assert.Equal(0, await cluster.CountCanariesAsync());
    }

    [RequiresPostgresFact]
    public async Task Reads_the_members_own_words()
    {
        var snapshot = await new ReplicationProbe().ReadAsync(cluster.Request.Members);
        var (leader, replica) = (Assert.Single(snapshot.Leaders), Assert.Single(snapshot.Replicas));
        Assert.Equal(("postgres-0", 1), (leader.Name, leader.Timeline));
        Assert.Equal(("postgres-1", 1, "postgres_1", WalReceiverState.Streaming), (replica.Name, replica.Timeline, replica.SlotName, replica.Receiver));
        Assert.False(leader.CurrentLsn.IsNone || replica.ReceivedLsn.IsNone || replica.ReplayedLsn.IsNone);
        Assert.NotEqual(leader.StartedAt, replica.StartedAt);
        var link = snapshot.LinkOf(replica);
        Assert.Equal(("postgres-1", "postgres_1", true), (link?.ApplicationName, link?.SlotName, link?.IsSlotActive));
        Assert.Equal("postgres_1", Assert.Single(snapshot.Slots).Name);
    }

    [RequiresPostgresFact]
    public async Task Refuses_a_replica_whose_replay_is_paused()
    {
        await cluster.Replica.ExecuteAsync("SELECT pg_wal_replay_pause()");
        try
        {
            var report = await VerifyAsync(cluster.Request with
            {
                Samples = 20,
                LagLimit = TimeSpan.FromMilliseconds(300),
                Deadline = TimeSpan.FromSeconds(1),
            });
            Assert.Equal((Verdict.Fail, (GateValue)0), (Gate(report, "canary-on-replicas").Verdict, Gate(report, "canary-on-replicas").Measured));
            Assert.Equal(Verdict.Fail, Gate(report, "canary-through-read-only-pool").Verdict);
            Assert.Equal(Verdict.NotRun, Gate(report, "replication-lag-p99").Verdict);
            Assert.Equal(20, report.Canary.Committed);
            Assert.Equal(20, Assert.Single(report.Canary.Replicas).LagBytes.Count);
            Assert.Equal(Verdict.Pass, Gate(report, "canary-left-nothing").Verdict);
        }
        finally
        {
            await cluster.Replica.ExecuteAsync("SELECT pg_wal_replay_resume()");
        }
    }

    [RequiresPostgresFact]
    public async Task Refuses_a_read_only_pool_that_leads_to_the_primary()
    {
        var request = cluster.Request with { Samples = 5, ReadOnlyPool = cluster.Request.ReadWritePool with { Name = "pgbouncer-ro" } };
        var report = await VerifyAsync(request);
        var gate = Assert.Single(report.Gates.Refused);
        Assert.Equal(("read-only-pool-on-replicas", Verdict.Fail, "postgres-0: 20"), (gate.Id, gate.Verdict, gate.Detail));
    }

    [RequiresPostgresFact]
    public async Task Refuses_a_read_write_pool_that_leads_to_a_replica()
    {
        var request = cluster.Request with { Samples = 5, LagLimit = TimeSpan.FromSeconds(1), ReadWritePool = cluster.Request.ReadOnlyPool with { Name = "pgbouncer-rw" } };
        var report = await VerifyAsync(request);
        Assert.Equal("postgres-1: 20", Gate(report, "read-write-pool-on-leader").Detail);
        var committed = Gate(report, "canary-committed");
        Assert.Equal((Verdict.Fail, (GateValue)0), (committed.Verdict, committed.Measured));
        Assert.Contains("25006", committed.Detail, StringComparison.Ordinal);
        Assert.Equal(0, await cluster.CountCanariesAsync());
    }

    [RequiresPostgresFact]
    public async Task Says_what_could_not_be_measured_when_the_write_pool_is_away()
    {
        var request = cluster.Request with { Samples = 5, ReadWritePool = cluster.Request.ReadWritePool with { Port = 1 } };
        var report = await VerifyAsync(request);
        Assert.Equal(Verdict.NotRun, Gate(report, "canary-committed").Verdict);
        Assert.Contains("pgbouncer-rw did not answer", Gate(report, "canary-committed").Detail, StringComparison.Ordinal);
        var pool = Gate(report, "read-write-pool-on-leader");
        Assert.Equal((Verdict.Fail, (GateValue)0, (GateValue)20), (pool.Verdict, pool.Measured, pool.Limit));
    }

    [RequiresPostgresFact]
    public async Task Says_why_when_a_replica_is_down()
    {
        await cluster.Replica.StopAsync();
        try
        {
            var report = await VerifyAsync(cluster.Request with { Samples = 5 });
            Assert.Equal(Verdict.Fail, report.Gates.Verdict);
            Assert.Equal(Verdict.NotRun, Gate(report, "exactly-one-leader").Verdict);
            Assert.Equal(Verdict.NotRun, Gate(report, "replay-lag-bytes").Verdict);
            Assert.Equal(Verdict.NotRun, Gate(report, "read-only-pool-on-replicas").Verdict);
            foreach (var id in new[] { "replica-count", "replicas-in-recovery", "canary-on-replicas", "canary-through-read-only-pool" })
            {
                Assert.Equal(Verdict.Fail, Gate(report, id).Verdict);
                Assert.Contains("Connection refused", Gate(report, id).Detail, StringComparison.Ordinal);
            }
        }
        finally
        {
            await cluster.Replica.StartAsync();
            await cluster.WaitForStreamingAsync();
        }
    }

    [RequiresPostgresFact]
    public async Task Finds_every_setting_that_lowers_synchronous_commit()
    {
        await cluster.Primary.ExecuteAsync(
            "ALTER ROLE sagaz_app SET synchronous_commit = 'local'",
            "ALTER DATABASE sagaz SET synchronous_commit = 'off'",
            "ALTER ROLE sagaz_app IN DATABASE postgres SET synchronous_commit = 'on'");
        try
        {
            var snapshot = await new ReplicationProbe().ReadAsync(cluster.Request.Members);
            Assert.Equal(["database sagaz synchronous_commit=off", "role sagaz_app synchronous_commit=local"], snapshot.LoweredCommits.Order());
        }
        finally
        {
            await cluster.Primary.ExecuteAsync(
                "ALTER ROLE sagaz_app RESET ALL", "ALTER DATABASE sagaz RESET ALL", "ALTER ROLE sagaz_app IN DATABASE postgres RESET ALL");
        }
    }

    [RequiresPostgresFact]
    public async Task Sees_that_commits_wait_for_a_standby()
    {
        await SetSynchronousStandbysAsync("*");
        try
        {
            var sync = await VerifyAsync(cluster.Request with { Samples = 5, Durability = Durability.Sync });
            Assert.Equal([], sync.Gates.Refused.Select(gate => gate.ToString()));
            var async = await VerifyAsync(cluster.Request with { Samples = 5, Durability = Durability.Async });
            Assert.Equal("synchronous-standbys", Assert.Single(async.Gates.Refused).Id);
        }
        finally
        {
            await SetSynchronousStandbysAsync("");
        }
    }

    [RequiresPostgresFact]
    public async Task Neither_hangs_nor_leaves_anything_where_no_standby_acknowledges()
    {
        await SetSynchronousStandbysAsync("nobody");
        try
        {
            var report = await VerifyAsync(cluster.Request with
            {
                Samples = 5,
                Durability = Durability.Sync,
                LagLimit = TimeSpan.FromMilliseconds(300),
                Deadline = TimeSpan.FromSeconds(4),
            });
            Assert.Equal((Verdict.Fail, (GateValue)0), (Gate(report, "canary-committed").Verdict, Gate(report, "canary-committed").Measured));
            // Where the deadline passes while the row is still on its way, there is no wait yet that could be cancelled.
            Assert.Matches(@"row 1 of 5: no (acknowledgement before the deadline \(canceling wait for synchronous replication|answer before the deadline)", Gate(report, "canary-committed").Detail);
            Assert.Equal(Verdict.Fail, Gate(report, "synchronous-standbys").Verdict);
            Assert.Equal(0, await cluster.CountCanariesAsync());
        }
        finally
        {
            await SetSynchronousStandbysAsync("");
        }
    }

    [RequiresPostgresFact]
    public async Task A_lone_server_passes_where_no_replica_is_expected()
    {
        var request = cluster.Request;
        var report = await VerifyAsync(request with
        {
            Samples = 5,
            Members = [request.Members[0]],
            ReadOnlyPool = request.ReadWritePool with { Name = "pgbouncer-ro" },
            ExpectedReplicas = 0,
        });
        Assert.Equal([], report.Gates.Refused.Select(gate => gate.ToString()));
    }

    [RequiresPostgresFact]
    public async Task Removes_its_schema_when_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var verification = VerifyAsync(cluster.Request with { Samples = 100_000 }, cancellation.Token);
        while (await cluster.CountCanariesAsync() == 0 && !verification.IsCompleted)
            await Task.Delay(5);
        Assert.False(verification.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => verification);
        Assert.Equal(0, await cluster.CountCanariesAsync());
    }

    [RequiresPostgresFact]
    public async Task Removes_what_a_killed_run_left_and_nothing_younger()
    {
        var young = new CanarySchema(DateTimeOffset.UtcNow, "abcdef").Name;
        await using var source = (cluster.Primary.Endpoint with { Database = "sagaz" }).CreateDataSource();
        await using var make = source.CreateCommand(
            $"CREATE SCHEMA sagaz_canary_20200101t000000_abcdef; CREATE SCHEMA {young}; CREATE SCHEMA sagaz_canary_mine;");
        await make.ExecuteNonQueryAsync();
        var report = await VerifyAsync(cluster.Request with { Samples = 5 });
        await using var drop = source.CreateCommand($"DROP SCHEMA {young}; DROP SCHEMA sagaz_canary_mine");
        await drop.ExecuteNonQueryAsync();
        Assert.Equal(["sagaz_canary_20200101t000000_abcdef"], report.Canary.RemovedLeftovers);
        Assert.Contains(_lines.All, line => line.StartsWith("warning:", StringComparison.Ordinal) && line.Contains("20200101", StringComparison.Ordinal));
        Assert.Equal(0, await cluster.CountCanariesAsync());
    }

    [Fact]
    public async Task Lists_every_wrong_value_of_a_request()
    {
        var request = cluster.Request with { Samples = 0, ExpectedReplicas = 9, Members = [] };
        var refusal = await Assert.ThrowsAsync<PreconditionException>(() => VerifyAsync(request));
        foreach (var fault in new[] { "samples is 0", "replicas is 9", "no member" })
            Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
    }

    private Task<ReplicationVerificationReport> VerifyAsync(ReplicationVerificationRequest request, CancellationToken cancellationToken = default) =>
        new ReplicationVerification(_lines).RunAsync(request, cancellationToken);

    private Task SetSynchronousStandbysAsync(string names) => cluster.Primary.ExecuteAsync(
        "SET synchronous_commit = local", $"ALTER SYSTEM SET synchronous_standby_names = '{names}'", "SELECT pg_reload_conf()");

    private static GateResult Gate(ReplicationVerificationReport report, string id) =>
        report.Gates.Results.Single(gate => gate.Id == id);
}
