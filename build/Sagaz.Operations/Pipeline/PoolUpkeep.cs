using Sagaz.Core.Topology;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Pipeline;

/// <summary>Brings running pools to what they should be: serving, of their size, and connected by way of the proxy as it is now.</summary>
/// <remarks>
/// A killed switchover may leave a pool paused; a restarted container knows only the size in its file. A proxy that was reloaded keeps
/// what was connected in its former process, which asks nobody any more who leads: readers would stay with the leader after the first
/// replica came, and writers with a leader that froze.
/// </remarks>
/// <param name="cluster">The cluster.</param>
/// <param name="endpoints">Where its pools are.</param>
/// <param name="isChanged">Whether anything of the cluster was started or reloaded just now.</param>
internal sealed class PoolUpkeep(ClusterContext cluster, ClusterEndpoints endpoints, bool isChanged)
{
    /// <returns>What had to change, one line each.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken) =>
    [
        .. await TendAsync(cluster.Topology.ReadWritePool, endpoints.ReadWritePool(Account.Superuser), cancellationToken),
        .. await TendAsync(cluster.Topology.ReadOnlyPool, endpoints.ReadOnlyPool(Account.Superuser), cancellationToken),
    ];

    private async Task<IReadOnlyList<string>> TendAsync(PoolTopology pool, PostgresEndpoint endpoint, CancellationToken cancellationToken)
    {
        var console = endpoints.ConsoleOf(cluster.Commands, endpoint);
        var done = new List<string>();
        var isPaused = await console.IsPausedAsync(cluster.Topology.Database, cancellationToken);
        if (isChanged && isPaused is not null)
            await console.ReconnectAsync(cancellationToken);
        if (isPaused == true && await console.ResumeAsync(cluster.Topology.Database, cancellationToken))
            done.Add($"{pool.Name} resumed: it was paused");
        if (await console.EnsureSizeAsync(pool, cancellationToken) == true)
            done.Add($"{pool.Name} has {pool.Size} servers for clients");
        done.ForEach(cluster.Log.Information);
        return done;
    }
}
