using Sagaz.Core.Errors;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>Down</c>: stops everything, and removes it all when asked and answered.</summary>
public static class StopCluster
{
    /// <param name="cluster">The cluster.</param>
    /// <param name="purge">Whether data and passwords go too.</param>
    /// <param name="confirmation">Knows how to ask.</param>
    /// <param name="cancellationToken">Stops between two services; what is down stays down.</param>
    /// <returns>What was stopped or removed.</returns>
    /// <exception cref="PreconditionException">Purging was not confirmed; nothing was stopped.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, bool purge, Confirmation confirmation, CancellationToken cancellationToken)
    {
        if (purge)
        {
            confirmation.Require(
                $"Purging removes all data and passwords of '{cluster.Settings.ClusterName}' for good.", cluster.Settings.ClusterName);
        }
        // What is frozen would not stop, and what is cut off not be found.
        await FaultsOfCluster.Open(cluster).TryHealAllAsync(cancellationToken);
        using var phase = new Phase(cluster.Recorder, "stop");
        var done = new List<string>((await cluster.Runtime.StopAsync(cancellationToken)).Select(service => $"{service} stopped"));
        if (purge)
        {
            done.AddRange((await cluster.Runtime.PurgeAsync(cancellationToken)).Select(folder => $"{folder} removed"));
            cluster.State.Forget();
        }
        foreach (var line in done)
            cluster.Log.Information(line);
        if (done.Count == 0)
            cluster.Log.Information($"{cluster.Settings.ClusterName} is down already: nothing to do");
        return done;
    }
}
