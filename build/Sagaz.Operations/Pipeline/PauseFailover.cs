using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>PauseFailover</c> and <c>ResumeFailover</c>: whether Patroni may give the lead to somebody else by itself.</summary>
public static class PauseFailover
{
    /// <param name="cluster">The cluster.</param>
    /// <param name="isPaused">Whether it is to be paused.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether something changed.</returns>
    /// <exception cref="PreconditionException">No member answers.</exception>
    public static async Task<bool> RunAsync(ClusterContext cluster, bool isPaused, CancellationToken cancellationToken)
    {
        using var patroni = ClusterContext.OpenPatroni(cluster.Locate());
        var view = await patroni.ReadClusterAsync(cancellationToken)
            ?? throw new PreconditionException($"The cluster '{cluster.Settings.ClusterName}' does not answer.", remedy: "./build.sh Up");
        var members = cluster.Topology.MemberNames.ToList();
        var asked = view.Leader?.Name ?? view.Members.FirstOrDefault(member => member.IsRunning)?.Name ?? members[0];
        var isChanged = await patroni.EnsureConfigurationAsync(
            members.IndexOf(asked), new JsonObject { ["pause"] = isPaused ? true : null }, cancellationToken);
        await WaitFor.UntilAsync<bool>(
            $"failover to be {(isPaused ? "paused" : "resumed")}",
            Deadlines.PatroniRound,
            cluster.Log,
            async token => (await patroni.ReadClusterAsync(token))?.IsPaused == isPaused ? true : new NotYet("Patroni has not seen it yet"),
            cancellationToken,
            "./build.sh Status",
            Deadlines.AskInterval);
        cluster.Log.Information(isPaused
            ? "failover is paused: when the leader is lost, nobody takes over until ./build.sh ResumeFailover, or ./build.sh Failover --to"
            : "failover is on");
        return isChanged;
    }
}
