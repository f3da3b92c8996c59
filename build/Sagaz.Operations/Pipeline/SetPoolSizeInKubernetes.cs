using Sagaz.Core.Errors;
using Sagaz.Core.Gates;
using Sagaz.Core.Topology;
using Sagaz.Operations.PgBouncer;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>SetPool</c> where a pool is several pods: each that runs gets its share at once; deploy/k8s says what later ones begin with.</summary>
internal static class SetPoolSizeInKubernetes
{
    /// <param name="cluster">The cluster, in Kubernetes.</param>
    /// <param name="pool">Which pool.</param>
    /// <param name="topology">The cluster with the size that is wanted.</param>
    /// <param name="allowed"><c>max_connections</c> of the member that leads.</param>
    /// <param name="cancellationToken">Ends it; the same command once more finishes it.</param>
    /// <exception cref="GateRefusedException">The members' <c>max_connections</c> do not suffice.</exception>
    /// <exception cref="OperationFailedException">A pooler does not answer.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, PoolName pool, ClusterTopology topology, int allowed, CancellationToken cancellationToken)
    {
        var endpoints = cluster.Locate();
        var writes = endpoints.ConsoleOf(cluster.Commands, endpoints.ReadWritePool(Account.Superuser));
        var reads = endpoints.ConsoleOf(cluster.Commands, endpoints.ReadOnlyPool(Account.Superuser));
        var needed = ConnectionBudget.Others
            + Servers(await writes.FindAsync(cancellationToken), topology.ReadWritePool) + Servers(await reads.FindAsync(cancellationToken), topology.ReadOnlyPool);
        cluster.RequireGates(new GateReport([new Gate("pool-connections", "Everything that connects fits max_connections", "max_connections of the leader", "connections").AtMost(needed, allowed)]));
        var (console, wanted) = pool == PoolName.Rw ? (writes, topology.ReadWritePool) : (reads, topology.ReadOnlyPool);
        var isChanged = await console.EnsureSizeAsync(wanted, cancellationToken)
            ?? throw new OperationFailedException($"A pooler of {wanted.Name} does not answer; others have their new size.", remedy: "./build.sh StatusK8s, then the same command again");
        cluster.Log.Warning($"pods of {wanted.Name} that start later begin with the size of deploy/k8s/base/pgbouncer/{wanted.Name}.ini; change it there to keep it");
        return isChanged ? [$"{wanted.Name} has {wanted.Size} servers for clients"] : [];
    }

    private static int Servers(IReadOnlyList<Pooler> poolers, PoolTopology pool) => poolers.Sum(pooler => pooler.Share(pool).ServerConnections);
}
