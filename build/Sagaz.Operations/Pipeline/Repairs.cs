using Sagaz.Core.Doctor;
using Sagaz.Operations.PgBouncer;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary>What the pipeline can do about a check's finding, without losing anything that a client acknowledged.</summary>
internal static class Repairs
{
    /// <summary>The steps; empty where a person must decide.</summary>
    public static IReadOnlyList<RepairStep> Of(string check, ClusterContext cluster, Symptoms seen) => check switch
    {
        "leader-missing" or "replica-missing" or "pool-silent" or "certificate-end" =>
            [new("start what does not run, and renew what is near its end (Up)", async token =>
            {
                await InitializeCluster.RunAsync(cluster, token);
                await StartCluster.RunAsync(cluster, token);
            })],
        "replay-paused" => [.. seen.Members.Where(member => member.IsReplayPaused).Select(member => Statement(cluster, member.Name, "SELECT pg_wal_replay_resume()"))],
        "failover-paused" => [new("let Patroni fail over by itself (ResumeFailover)", token => PauseFailover.RunAsync(cluster, isPaused: false, token))],
        "pool-paused" => [.. seen.Pools.Where(pool => pool.IsPaused == true).Select(pool => Resume(cluster, pool.Name))],
        "transaction-idle" => [.. seen.IdleTransactions().Select(held => OnLeader(
            cluster, seen, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = {held.Process} AND state LIKE 'idle in transaction%'"))],
        "partition-runway" or "partition-default" or "partition-maintenance" =>
            [new("make the coming partitions, move stray rows, drop expired partitions (MaintainPartitions)", token => MaintainAllPartitions.RunAsync(cluster, null, token))],
        "slot-unused" => [.. seen.UnusedSlots().Select(slot => OnLeader(cluster, seen, $"SELECT pg_drop_replication_slot('{slot.Name}')"))],
        "dead-tuples" => [.. seen.BloatedTables().Select(rows => OnLeader(cluster, seen, $"VACUUM (ANALYZE) {rows.Table}"))],
        "autovacuum-off" => [.. (seen.Leader?.AutovacuumOff ?? []).Select(table => OnLeader(cluster, seen, $"ALTER TABLE {table} RESET (autovacuum_enabled)"))],
        _ => [],
    };

    private static RepairStep Resume(ClusterContext cluster, string pool)
    {
        var endpoints = cluster.Locate();
        var endpoint = pool == cluster.Topology.ReadWritePool.Name ? endpoints.ReadWritePool(Account.Superuser) : endpoints.ReadOnlyPool(Account.Superuser);
        return new RepairStep(
            $"{pool}: RESUME \"{cluster.Topology.Database}\"",
            token => new PgBouncerConsole(cluster.Commands, endpoint).ResumeAsync(cluster.Topology.Database, token));
    }

    private static RepairStep OnLeader(ClusterContext cluster, Symptoms seen, string sql) => Statement(cluster, seen.Members.First(member => member.IsLeader).Name, sql);

    private static RepairStep Statement(ClusterContext cluster, string member, string sql) => new($"{member}: {sql}", async token =>
    {
        PostgresEndpoint server = cluster.Locate().Member(cluster.Topology.MemberNames.ToList().IndexOf(member), Account.Superuser);
        await using var source = server.CreateDataSource(Deadlines.Connected, TimeSpan.Zero);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(token);
    });
}
