namespace Sagaz.Operations.Pipeline;

/// <summary><c>HealFaults</c>: undoes what a killed run left broken, and removes its ledger's rows.</summary>
public static class HealFaults
{
    /// <returns>What was healed or removed; empty when nothing was on record.</returns>
    /// <exception cref="Core.Errors.SagazException">Something cannot be healed now; it stays on record.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var healed = (await FaultsOfCluster.Open(cluster).HealAllAsync(cancellationToken)).Select(record => record.ToString());
        string[] done = [.. healed, .. await RemoveRowsAsync(cluster, cancellationToken)];
        if (done.Length == 0)
            cluster.Log.Information($"{cluster.Settings.ClusterName}: no fault is on record");
        return done;
    }

    /// <summary>Rows wait for a cluster that runs: the next VerifyFailover removes them too.</summary>
    private static async Task<IEnumerable<string>> RemoveRowsAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        if (LedgersOfCluster.Open(cluster).Left().Count == 0)
            return [];
        var running = (await cluster.Runtime.ReadServicesAsync(cancellationToken)).Where(service => service.IsRunning).Select(service => service.Name);
        if (!running.Intersect(cluster.Topology.MemberNames).Any())
            return [];
        using var patroni = ClusterContext.OpenPatroni(cluster.Locate());
        await ClusterReadiness.AwaitLeaderAsync(cluster, patroni, cancellationToken);
        await ClusterReadiness.AwaitPoolsAsync(cluster, cluster.Locate(), cancellationToken);
        return (await LedgersOfCluster.RemoveLeftAsync(cluster, cancellationToken)).Select(run => "rows of " + run);
    }
}
