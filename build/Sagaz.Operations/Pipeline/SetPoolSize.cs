using System.Globalization;
using Sagaz.Core.Errors;
using Sagaz.Core.Gates;
using Sagaz.Core.Topology;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>SetPool</c>: gives a pool another number of servers while it serves; the cluster remembers it.</summary>
public static class SetPoolSize
{
    /// <param name="cluster">The cluster.</param>
    /// <param name="pool">Which pool.</param>
    /// <param name="size">Servers for clients, 1 to 10,000.</param>
    /// <param name="cancellationToken">Ends it; the same command once more finishes it.</param>
    /// <exception cref="GateRefusedException">The members' <c>max_connections</c> do not suffice.</exception>
    /// <exception cref="PreconditionException">No size was given, or the cluster is down.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, PoolName pool, int? size, CancellationToken cancellationToken)
    {
        if (size is not { } servers)
            throw new PreconditionException("SetPool needs to know how many servers the pool is to have.", remedy: "./build.sh SetPool --pool rw --size 50");
        var topology = pool == PoolName.Rw
            ? cluster.Topology with { ReadWritePool = cluster.Topology.ReadWritePool with { Size = servers } }
            : cluster.Topology with { ReadOnlyPool = cluster.Topology.ReadOnlyPool with { Size = servers } };
        var least = pool == PoolName.Rw ? topology.ReadWritePool.MinimumSize : topology.ReadOnlyPool.MinimumSize;
        if (servers < least)
            throw new PreconditionException($"{servers} servers are fewer than the {least} that the pool keeps open (minimumSize in deploy/topology.json).");
        var allowed = await ReadAllowedAsync(cluster, cancellationToken);
        if (cluster.Runtime is KubernetesRuntime)
            return await SetPoolSizeInKubernetes.RunAsync(cluster, pool, topology, allowed, cancellationToken);
        cluster.RequireGates(new GateReport([new Gate("pool-connections", "Everything that connects fits max_connections", "max_connections of the leader", "connections")
            .AtMost(ConnectionBudget.Needed(topology), allowed)]));
        PoolSizes.Write(cluster.State.Path, new Dictionary<string, int>(PoolSizes.Read(cluster.State.Path)) { [pool == PoolName.Rw ? "readWrite" : "readOnly"] = servers });
        using var resized = await ClusterContext.OpenAsync(cluster.Settings, cluster.Recorder, cluster.Mask, cluster.Log, cancellationToken);
        await InitializeCluster.RunAsync(resized, cancellationToken);
        var started = await resized.Runtime.StartAsync(cancellationToken);
        return [.. started, .. await new PoolUpkeep(resized, resized.Locate(), isChanged: started.Count > 0).RunAsync(cancellationToken)];
    }

    /// <summary>What is in force and not what the file says: a member may wait for its restart.</summary>
    private static async Task<int> ReadAllowedAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var endpoints = cluster.Locate();
        var leader = await LeaderLocation.FindAsync(cluster, endpoints, cancellationToken);
        await using var source = endpoints.Member(leader, Account.Superuser).CreateDataSource(Deadlines.Connected);
        await using var question = source.CreateCommand("SHOW max_connections");
        return int.Parse((string)(await question.ExecuteScalarAsync(cancellationToken))!, CultureInfo.InvariantCulture);
    }
}
