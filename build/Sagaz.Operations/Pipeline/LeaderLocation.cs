using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes;

namespace Sagaz.Operations.Pipeline;

/// <summary>Who leads now; asked afresh by everyone who needs to know.</summary>
internal static class LeaderLocation
{
    /// <returns>Index of the leader among the members.</returns>
    /// <exception cref="PreconditionException">The cluster is down.</exception>
    /// <exception cref="OperationFailedException">It runs without a leader.</exception>
    public static async Task<int> FindAsync(ClusterContext cluster, ClusterEndpoints endpoints, CancellationToken cancellationToken)
    {
        using var patroni = ClusterContext.OpenPatroni(endpoints);
        if (await patroni.ReadClusterAsync(cancellationToken) is not { } view)
            throw new PreconditionException($"The cluster '{cluster.Settings.ClusterName}' does not answer.", remedy: "./build.sh Up");
        if (view.Leader is not { } leader)
        {
            throw new OperationFailedException(
                "The cluster has no leader.",
                view.Members.Select(member => $"{member.Name}: {member.Role}, {member.State}"),
                "./build.sh Status, then ./build.sh Logs");
        }
        return cluster.Topology.MemberNames.ToList().IndexOf(leader.Name);
    }
}
