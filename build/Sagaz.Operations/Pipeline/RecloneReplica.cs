using Sagaz.Core.Errors;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>RecloneReplica</c>: throws a replica's data away and has it clone the leader.</summary>
public static class RecloneReplica
{
    /// <param name="cluster">The cluster.</param>
    /// <param name="name">The replica.</param>
    /// <param name="cancellationToken">Ends the wait; a clone that has begun goes on.</param>
    /// <exception cref="PreconditionException">There is no such member, or it leads.</exception>
    /// <exception cref="DeadlinePassedException">It does not stream in time.</exception>
    public static async Task RunAsync(ClusterContext cluster, string? name, CancellationToken cancellationToken)
    {
        using var patroni = ClusterContext.OpenPatroni(cluster.Locate());
        var index = cluster.Topology.MemberNames.ToList().IndexOf(name ?? "");
        // A member whose Patroni is gone leaves the cluster's view; it can be cloned all the same.
        var member = index < 0 || await patroni.ReadMemberAsync(index, cancellationToken) is not null
            ? (await RestartMember.FindAsync(cluster, patroni, name, cancellationToken)).Member.Name
            : name!;
        if (await LeaderLocation.FindAsync(cluster, cluster.Locate(), cancellationToken) == index)
            throw new PreconditionException($"{member} leads: there is nobody to clone it from.", remedy: "./build.sh Switchover, then once more");
        using var phase = new Phase(cluster.Recorder, "clone");
        var before = (await patroni.ReadMemberAsync(index, cancellationToken))?.StartedAt;
        try
        {
            await patroni.ReinitializeAsync(member, index, cancellationToken);
        }
        catch (OperationFailedException refused)
        {
            cluster.Log.Warning($"{refused.Sentence} Its data is removed and it is started anew.");
            await WipeAsync(cluster, member, cancellationToken);
        }
        await RestartMember.AwaitNewServerAsync(cluster, patroni, member, index, before, Waiting.Deadlines.ReplicasStreaming, cancellationToken);
        await ClusterReadiness.AwaitReplicasAsync(cluster, patroni, cancellationToken);
        cluster.Log.Information($"{member} was cloned in {phase.Elapsed.TotalSeconds:0.0} s");
    }

    private static async Task WipeAsync(ClusterContext cluster, string member, CancellationToken cancellationToken)
    {
        await cluster.Runtime.StopMembersAsync([member], cancellationToken);
        await cluster.Runtime.ForgetMembersAsync([member], withData: true, cancellationToken);
        await InitializeCluster.RunAsync(cluster, cancellationToken);
        await cluster.Runtime.StartAsync(cancellationToken);
    }
}
