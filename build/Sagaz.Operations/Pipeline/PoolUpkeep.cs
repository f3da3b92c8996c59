using Sagaz.Core.Topology;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Pipeline;

/// <summary>Brings running pools to what they should be: serving, and of their size.</summary>
/// <remarks>A killed switchover may leave a pool paused; a restarted container knows only the size in its file.</remarks>
internal static class PoolUpkeep
{
    /// <returns>What had to change, one line each.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, ClusterEndpoints endpoints, CancellationToken cancellationToken) =>
    [
        .. await TendAsync(cluster, endpoints, cluster.Topology.ReadWritePool, endpoints.ReadWritePool(Account.Superuser), cancellationToken),
        .. await TendAsync(cluster, endpoints, cluster.Topology.ReadOnlyPool, endpoints.ReadOnlyPool(Account.Superuser), cancellationToken),
    ];

    private static async Task<IReadOnlyList<string>> TendAsync(
        ClusterContext cluster, ClusterEndpoints endpoints, PoolTopology pool, PostgresEndpoint endpoint, CancellationToken cancellationToken)
    {
        var console = endpoints.ConsoleOf(cluster.Commands, endpoint);
        var done = new List<string>();
        if (await console.IsPausedAsync(cluster.Topology.Database, cancellationToken) == true && await console.ResumeAsync(cluster.Topology.Database, cancellationToken))
            done.Add($"{pool.Name} resumed: it was paused");
        if (await console.EnsureSizeAsync(pool, cancellationToken) == true)
            done.Add($"{pool.Name} has {pool.Size} servers for clients");
        done.ForEach(cluster.Log.Information);
        return done;
    }
}
