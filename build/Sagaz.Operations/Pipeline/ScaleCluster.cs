using Sagaz.Core.Errors;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>Scale</c>: brings the cluster to a number of replicas, up or down, while it serves.</summary>
public static class ScaleCluster
{
    /// <param name="cluster">The cluster, opened with the number that is wanted.</param>
    /// <param name="withData">Whether the data of members that go is removed too.</param>
    /// <param name="confirmation">Knows how to ask before data is removed.</param>
    /// <param name="cancellationToken">Ends it; the same command once more finishes it.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="PreconditionException">There is no cluster, or no number was given.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, bool withData, Confirmation confirmation, CancellationToken cancellationToken)
    {
        if (cluster.Settings.Replicas is null)
            throw new PreconditionException("Scale needs to know how many replicas there should be.", remedy: "./build.sh Scale --replicas 2");
        if (cluster.RecordedMembers is not { } members)
            throw new PreconditionException($"There is no cluster '{cluster.Settings.ClusterName}' yet.", remedy: $"./build.sh Up --replicas {cluster.Settings.Replicas}");
        var done = new List<string>();
        if (members > cluster.Topology.Members)
        {
            if (withData)
                confirmation.Require($"The data of {members - cluster.Topology.Members} members of '{cluster.Settings.ClusterName}' is removed for good.", cluster.Settings.ClusterName);
            using var phase = new Phase(cluster.Recorder, "shrink");
            done.AddRange(await new MemberRemoval(cluster, members).RunAsync(withData, cancellationToken));
        }
        await InitializeCluster.RunAsync(cluster, cancellationToken);
        done.AddRange(await StartCluster.RunAsync(cluster, cancellationToken));
        return done;
    }
}
