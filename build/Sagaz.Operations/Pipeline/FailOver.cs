using System.Globalization;
using Sagaz.Core.Errors;
using Sagaz.Operations.Failover;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>Failover</c>: makes a member lead when nobody does, after a person has read what that may lose.</summary>
public static class FailOver
{
    /// <param name="cluster">The cluster.</param>
    /// <param name="to">Member that is to lead.</param>
    /// <param name="confirmation">Knows how to ask.</param>
    /// <param name="cancellationToken">Ends the wait; a failover that has begun goes on.</param>
    /// <exception cref="PreconditionException">Somebody leads, the member cannot, or nobody confirmed.</exception>
    /// <exception cref="DeadlinePassedException">The member does not take writes in time.</exception>
    public static async Task RunAsync(ClusterContext cluster, string? to, Confirmation confirmation, CancellationToken cancellationToken)
    {
        if (to is null)
            throw new PreconditionException("Failover needs to know who is to lead.", remedy: "./build.sh Failover --to postgres-1");
        using var patroni = ClusterContext.OpenPatroni(cluster.Locate());
        var view = await patroni.ReadClusterAsync(cancellationToken)
            ?? throw new PreconditionException($"The cluster '{cluster.Settings.ClusterName}' does not answer.", remedy: "./build.sh Up");
        var members = cluster.Topology.MemberNames.ToList();
        var candidate = Handover.Named(view, to);
        if (view.Leader is { } leader && await patroni.ReadMemberAsync(members.IndexOf(leader.Name), cancellationToken) is { IsWritable: true })
            throw new PreconditionException($"{leader.Name} leads and takes writes: its lead is handed over without a loss.", remedy: $"./build.sh Switchover --to {to}");
        var index = members.IndexOf(candidate.Name);
        var status = await patroni.ReadMemberAsync(index, cancellationToken)
            ?? throw new PreconditionException($"{candidate.Name} does not answer on Patroni's REST API.", remedy: $"./build.sh Logs --member {candidate.Name}");
        confirmation.Require(Consequence(candidate, status), candidate.Name);
        using var phase = new Phase(cluster.Recorder, "failover");
        await patroni.FailOverAsync(candidate.Name, index, cancellationToken);
        await WaitFor.UntilAsync<bool>(
            $"{candidate.Name} to lead",
            Deadlines.LeaderReady,
            cluster.Log,
            async token => await patroni.ReadMemberAsync(index, token) is { IsWritable: true } ? true : new NotYet("it does not yet"),
            cancellationToken,
            $"./build.sh Logs --member {candidate.Name}",
            Deadlines.AskInterval);
        cluster.Log.Information($"{candidate.Name} leads after {phase.Elapsed.TotalSeconds:0.0} s");
    }

    /// <summary>What a person must know before the candidate leads, as sentences.</summary>
    internal static string Consequence(ClusterMember candidate, MemberStatus status)
    {
        var lag = candidate.LagBytes is { } bytes
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes behind what the last leader reported")
            : "an unknown number of bytes behind the last leader";
        var seen = status.StoreSeenAt is { } seconds ? $"{DateTimeOffset.FromUnixTimeSeconds(seconds):u}" : "an unknown time";
        var promise = candidate.IsSynchronous
            ? "Every commit that was acknowledged with a synchronous replica is there."
            : "Acknowledged commits may be missing.";
        return $"Failover gives the lead to {candidate.Name}, and what it has not received is lost for good. It is {lag}; "
            + $"its last transaction is of {status.Wal?.LastCommit ?? "an unknown time"}; the store last saw it at {seen}. {promise}";
    }
}
