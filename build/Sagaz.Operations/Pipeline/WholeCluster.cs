using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes;

namespace Sagaz.Operations.Pipeline;

/// <summary>A cluster with a leader, all its replicas streaming, and commits that wait for one where they should.</summary>
internal static class WholeCluster
{
    /// <summary>Before something that only a whole cluster bears.</summary>
    /// <returns>The leader's place among the members.</returns>
    /// <exception cref="PreconditionException">Nobody answers.</exception>
    /// <exception cref="DeadlinePassedException">It does not become whole in time.</exception>
    public static async Task<int> RequireAsync(ClusterContext cluster, ClusterEndpoints endpoints, CancellationToken cancellationToken)
    {
        await RequireLeaderAsync(cluster, endpoints, cancellationToken);
        return await AwaitAsync(cluster, endpoints, cancellationToken);
    }

    /// <summary>Before something that needs no more than a leader.</summary>
    /// <returns>The leader's place among the members.</returns>
    /// <exception cref="PreconditionException">Nobody answers.</exception>
    /// <exception cref="DeadlinePassedException">Nobody leads in time.</exception>
    public static async Task<int> RequireLeaderAsync(ClusterContext cluster, ClusterEndpoints endpoints, CancellationToken cancellationToken)
    {
        using var patroni = ClusterContext.OpenPatroni(endpoints);
        if (await patroni.ReadClusterAsync(cancellationToken) is null)
            throw new PreconditionException($"The cluster '{cluster.Settings.ClusterName}' does not answer.", remedy: "./build.sh Up");
        return await ClusterReadiness.AwaitLeaderAsync(cluster, patroni, cancellationToken);
    }

    /// <summary>After something that it has to get over.</summary>
    /// <returns>The leader's place among the members.</returns>
    /// <exception cref="DeadlinePassedException">It does not become whole in time.</exception>
    public static async Task<int> AwaitAsync(ClusterContext cluster, ClusterEndpoints endpoints, CancellationToken cancellationToken)
    {
        using var patroni = ClusterContext.OpenPatroni(endpoints);
        var leader = await ClusterReadiness.AwaitLeaderAsync(cluster, patroni, cancellationToken);
        await ClusterReadiness.AwaitReplicasAsync(cluster, patroni, cancellationToken);
        await ClusterReadiness.AwaitDurabilityAsync(cluster, patroni, cancellationToken);
        return leader;
    }
}
