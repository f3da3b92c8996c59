using Sagaz.Core.Errors;
using Sagaz.Operations.Failover;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>RestartMember</c>: restarts one member's PostgreSQL; while it is the leader's, writers wait at their pool.</summary>
public static class RestartMember
{
    /// <param name="cluster">The cluster.</param>
    /// <param name="name">The member.</param>
    /// <param name="cancellationToken">Ends the wait; a restart that has begun goes on.</param>
    /// <exception cref="PreconditionException">There is no such member, or no cluster.</exception>
    /// <exception cref="DeadlinePassedException">It does not come back.</exception>
    public static async Task RunAsync(ClusterContext cluster, string? name, CancellationToken cancellationToken)
    {
        var endpoints = cluster.Locate();
        using var patroni = ClusterContext.OpenPatroni(endpoints);
        var (member, index) = await FindAsync(cluster, patroni, name, cancellationToken);
        var before = await patroni.ReadMemberAsync(index, cancellationToken);
        using (new Phase(cluster.Recorder, "restart"))
        {
            await using var quiet = member.IsLeader ? await new QuietHandover(cluster, endpoints, patroni).PauseAsync(cancellationToken) : null;
            await patroni.RestartAsync(member.Name, index, cancellationToken);
            await AwaitNewServerAsync(cluster, patroni, member.Name, index, before?.StartedAt, Deadlines.MemberReturns, cancellationToken);
        }
        await ClusterReadiness.AwaitReplicasAsync(cluster, patroni, cancellationToken);
        cluster.Log.Information($"{member.Name} was restarted");
    }

    /// <summary>The member that a target is about.</summary>
    /// <exception cref="PreconditionException">There is no such member, or no cluster.</exception>
    internal static async Task<(ClusterMember Member, int Index)> FindAsync(
        ClusterContext cluster, PatroniClient patroni, string? name, CancellationToken cancellationToken)
    {
        if (name is null)
            throw new PreconditionException("Which member is it about?", remedy: "--member postgres-1");
        var view = await patroni.ReadClusterAsync(cancellationToken)
            ?? throw new PreconditionException($"The cluster '{cluster.Settings.ClusterName}' does not answer.", remedy: "./build.sh Up");
        var member = Handover.Named(view, name);
        return (member, cluster.Topology.MemberNames.ToList().IndexOf(member.Name));
    }

    /// <summary>Waits until a member's PostgreSQL runs that was started since.</summary>
    internal static Task<bool> AwaitNewServerAsync(
        ClusterContext cluster, PatroniClient patroni, string name, int index, string? before, TimeSpan deadline, CancellationToken cancellationToken) =>
        WaitFor.UntilAsync<bool>(
            $"{name} to run again",
            deadline,
            cluster.Log,
            async token => await patroni.ReadMemberAsync(index, token) switch
            {
                { State: "running", StartedAt: { } started } when started != before => true,
                { } other => new NotYet($"it is {other.State}, started at {other.StartedAt ?? "no time"}"),
                null => new NotYet("it does not answer"),
            },
            cancellationToken,
            $"./build.sh Logs --member {name}",
            Deadlines.AskInterval);
}
