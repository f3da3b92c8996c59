using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests;

/// <summary>Every SQL command of the quick reference, through <c>Psql</c>.</summary>
[Collection(SharedClusterGroup.Name)]
public class QuickReferenceTests(SharedCluster shared)
{
    [ClusterTheory]
    [InlineData("SELECT * FROM get_partition_statistics();", "saga_outbox_default")]
    [InlineData("SELECT create_saga_executions_partition('2025-12-01'::DATE);", "saga_executions_y2025m12")]
    [InlineData("SELECT create_saga_outbox_partition('2025-12-15'::DATE);", "saga_outbox_y2025m12d15")]
    [InlineData("SELECT create_saga_audit_log_partition('2025-12-01'::DATE);", "saga_audit_log_y2025m12")]
    [InlineData("SELECT * FROM maintain_all_partitions();", "partition_name")]
    [InlineData("SELECT 'cleaned: ' || cleanup_consumer_inbox(90);", "cleaned: 0")]
    [InlineData("SELECT application_name, state, sync_state FROM pg_stat_replication;", "streaming")]
    [InlineData("SELECT client_addr, state, pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) AS replay_lag_bytes FROM pg_stat_replication;", "replay_lag_bytes")]
    public async Task A_command_of_the_quick_reference_works(string sql, string expected)
    {
        await shared.Cluster.IsWholeAsync();

        (await shared.Cluster.RunAsync("Psql", "--command", sql)).Exits(0).Says(expected);
    }

    [ClusterFact]
    public async Task A_partition_may_be_asked_for_twice()
    {
        const string sql = "SELECT create_saga_outbox_partition('2025-11-15'::DATE), create_saga_outbox_partition('2025-11-15'::DATE)";

        (await shared.Cluster.RunAsync("Psql", "--command", sql)).Exits(0).Says("saga_outbox_y2025m11d15");

        Assert.Equal(1L, await shared.Cluster.AskAsync("SELECT count(*) FROM pg_class WHERE relname = 'saga_outbox_y2025m11d15'"));
    }

    [ClusterFact]
    public async Task A_row_of_the_quick_reference_is_read_on_a_replica_within_two_seconds()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();

        (await cluster.RunAsync("Psql", "--command", "INSERT INTO saga_executions (saga_name, status) VALUES ('test-saga', 'SUCCESS')")).Exits(0).Says("INSERT 0 1");
        await Eventually.HoldsAsync("the row is on a replica", TimeSpan.FromSeconds(2), async () =>
            await TestCluster.AskAsync(cluster.At(5433, Account.Superuser), "SELECT count(*) FROM saga_executions WHERE saga_name = 'test-saga'") is 1L ? null : "it is not");

        (await cluster.RunAsync("Psql", "--on", "replica", "--command", "SELECT 'rows: ' || count(*) FROM saga_executions WHERE saga_name = 'test-saga'"))
            .Exits(0).Says("rows: 1");
    }

    [ClusterFact]
    public async Task Maintenance_and_statistics_are_targets_too()
    {
        (await shared.Cluster.RunAsync("MaintainPartitions", "PartitionStatistics")).Exits(0).Says("saga_outbox", "saga_executions_default", "saga_audit_log");
    }
}
