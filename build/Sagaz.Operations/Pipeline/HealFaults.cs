namespace Sagaz.Operations.Pipeline;

/// <summary><c>HealFaults</c>: undoes what a killed run left broken.</summary>
public static class HealFaults
{
    /// <returns>What was healed; empty when nothing was on record.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var healed = await FaultsOfCluster.Open(cluster).HealAllAsync(cancellationToken);
        if (healed.Count == 0)
            cluster.Log.Information($"{cluster.Settings.ClusterName}: no fault is on record");
        return [.. healed.Select(record => record.ToString())];
    }
}
