using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Monitoring;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary>Waits until the cluster means what it says: a leader that takes writes, replicas that stream, pools in their role.</summary>
internal static class ClusterReadiness
{
    /// <returns>Index of the leader among the members.</returns>
    public static Task<int> AwaitLeaderAsync(ClusterContext cluster, PatroniClient patroni, CancellationToken cancellationToken) => WaitFor.UntilAsync(
        "a leader",
        Deadlines.LeaderReady,
        cluster.Log,
        async token =>
        {
            if (await patroni.ReadClusterAsync(token) is not { } view)
                return new NotYet("no member answers on Patroni's REST API");
            if (view.Leader is not { } leader)
                return new NotYet(Describe(view));
            var index = IndexOf(cluster, leader.Name);
            return await patroni.ReadMemberAsync(index, token) is { IsWritable: true } ? index : (Observation<int>)new NotYet($"{leader.Name} is being promoted");
        },
        cancellationToken,
        "./build.sh Logs --member " + cluster.Topology.MemberNames[0],
        Deadlines.AskInterval);

    /// <summary>Every member but the leader streams from it, on its timeline.</summary>
    public static Task<ClusterView> AwaitReplicasAsync(ClusterContext cluster, PatroniClient patroni, CancellationToken cancellationToken) => WaitFor.UntilAsync<ClusterView>(
        $"{cluster.Topology.Members - 1} streaming replicas",
        Deadlines.ReplicasStreaming,
        cluster.Log,
        async token =>
        {
            if (await patroni.ReadClusterAsync(token) is not { Leader: { } leader } view)
                return new NotYet("there is no leader");
            var status = await patroni.ReadMemberAsync(IndexOf(cluster, leader.Name), token);
            var streaming = status?.Replication.Where(connection => connection.State == "streaming").Select(connection => connection.ApplicationName).ToHashSet() ?? [];
            var settled = view.Members.Count(member => member.IsRunning && member.Timeline == leader.Timeline && (member.IsLeader || streaming.Contains(member.Name)));
            return settled == cluster.Topology.Members ? view : new NotYet(Describe(view));
        },
        cancellationToken,
        "./build.sh Status, then ./build.sh Logs --member of the one that is missing",
        Deadlines.AskInterval);

    /// <summary>Commits wait for a replica, where the topology says so.</summary>
    /// <remarks>Patroni names the synchronous replica in a round of its loop after it streams.</remarks>
    public static async Task AwaitDurabilityAsync(ClusterContext cluster, PatroniClient patroni, CancellationToken cancellationToken)
    {
        if (cluster.Topology.Durability == Durability.Async || cluster.Topology.Members == 1)
            return;
        await WaitFor.UntilAsync<bool>(
            "a synchronous replica",
            Deadlines.ReplicaSynchronous,
            cluster.Log,
            async token =>
            {
                var view = await patroni.ReadClusterAsync(token);
                var status = view?.Leader is { } leader ? await patroni.ReadMemberAsync(IndexOf(cluster, leader.Name), token) : null;
                if (status?.Replication.Any(connection => connection.SyncState is "sync" or "quorum") != true)
                    return new NotYet("commits do not wait for a replica yet");
                // Only then would Patroni hand the lead over to it.
                return view!.Members.Any(member => member.IsSynchronous) ? true : new NotYet("Patroni has not noted it yet");
            },
            cancellationToken,
            "./build.sh Logs shows what Patroni says of synchronous replicas",
            Deadlines.AskInterval);
    }

    /// <summary>The write pool reaches a server that takes writes; the read pool one that does not, where there is a replica.</summary>
    public static async Task AwaitPoolsAsync(ClusterContext cluster, ClusterEndpoints endpoints, CancellationToken cancellationToken)
    {
        await AwaitPoolAsync(cluster, endpoints.ReadWritePool(Account.Application), isReplica: false, cancellationToken);
        await AwaitPoolAsync(cluster, endpoints.ReadOnlyPool(Account.Application), isReplica: cluster.Topology.Members > 1, cancellationToken);
    }

    /// <summary>Prometheus has scraped everything that it is told to.</summary>
    public static async Task AwaitMonitoringAsync(ClusterContext cluster, ClusterEndpoints endpoints, CancellationToken cancellationToken)
    {
        using var prometheus = new PrometheusClient(endpoints.Prometheus);
        await WaitFor.UntilAsync<bool>(
            "Prometheus to reach every target",
            Deadlines.MonitoringReady,
            cluster.Log,
            async token => await MissingTargetsAsync(prometheus, token) is { } missing ? new NotYet(missing) : true,
            cancellationToken,
            "./build.sh Logs --member prometheus, or of the exporter that is missing",
            Deadlines.AskInterval);
    }

    /// <returns>What is not scraped, as half a sentence; null when all is.</returns>
    private static async Task<string?> MissingTargetsAsync(PrometheusClient prometheus, CancellationToken cancellationToken)
    {
        try
        {
            var targets = await prometheus.ReadTargetsAsync(cancellationToken);
            var missing = targets.Where(target => target.Health != "up").Select(target => $"{target.Job} at {target.Instance} is {target.Health} {target.LastError}".Trim()).ToList();
            return targets.Count == 0 ? "it has no targets yet" : missing.Count == 0 ? null : string.Join(", ", missing);
        }
        catch (OperationFailedException silent)
        {
            return silent.Sentence;
        }
    }

    private static Task<bool> AwaitPoolAsync(ClusterContext cluster, PostgresEndpoint pool, bool isReplica, CancellationToken cancellationToken) => WaitFor.UntilAsync<bool>(
        $"{pool.Name} to reach a {(isReplica ? "replica" : "leader")}",
        Deadlines.PoolsReady,
        cluster.Log,
        async token => await AskRoleAsync(pool, token) switch
        {
            (null, var error) => new NotYet(error),
            ({ } found, _) when found != isReplica => new NotYet($"it reaches a {(found ? "replica" : "leader")}"),
            _ => true,
        },
        cancellationToken,
        "./build.sh Logs --member " + pool.Name);

    private static async Task<(bool? IsReplica, string Error)> AskRoleAsync(PostgresEndpoint pool, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = pool.CreateDataSource();
            await using var question = source.CreateCommand("SELECT pg_is_in_recovery()");
            return ((bool?)await question.ExecuteScalarAsync(cancellationToken), "");
        }
        catch (NpgsqlException error)
        {
            return (null, error.Message);
        }
    }

    private static int IndexOf(ClusterContext cluster, string member) => cluster.Topology.MemberNames.ToList().IndexOf(member);

    private static string Describe(ClusterView view) =>
        view.Members.Count == 0 ? "no members yet" : string.Join(", ", view.Members.Select(member => $"{member.Name} {member.State}"));
}
