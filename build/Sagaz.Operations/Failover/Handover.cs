using Sagaz.Core.Errors;
using Sagaz.Operations.Patroni;

namespace Sagaz.Operations.Failover;

/// <summary>Who gives the lead to whom.</summary>
/// <param name="Leader">Member that leads.</param>
/// <param name="Candidate">Member that is to lead.</param>
public sealed record Handover(string Leader, string Candidate)
{
    /// <summary>Chooses the candidate, or judges the one that was asked for.</summary>
    /// <param name="view">The cluster now.</param>
    /// <param name="candidate">Who is to lead; null for the replica that is ready best.</param>
    /// <param name="lagLimit">Bytes that the candidate may be behind.</param>
    /// <exception cref="PreconditionException">Nobody leads, or the candidate could not take over without a loss.</exception>
    public static Handover Choose(ClusterView view, string? candidate, long lagLimit)
    {
        if (view.Leader is not { } leader)
            throw new PreconditionException("Nobody leads: there is no lead to hand over in good order.", Describe(view), "./build.sh Failover --to the member that shall lead");
        var chosen = candidate is null ? Best(view, leader) : Named(view, candidate);
        if (chosen.IsLeader)
            throw new PreconditionException($"{chosen.Name} leads already.", Describe(view), "./build.sh Switchover --to another member");
        if (!chosen.IsRunning || chosen.Timeline != leader.Timeline)
            throw new PreconditionException($"{chosen.Name} does not follow {leader.Name}: it is {chosen.State} on timeline {chosen.Timeline?.ToString() ?? "none"}.", Describe(view), "./build.sh Status");
        if (chosen.LagBytes is not { } lag || lag > lagLimit)
        {
            throw new PreconditionException(
                $"{chosen.Name} is {chosen.LagBytes?.ToString() ?? "an unknown number of"} bytes behind {leader.Name}; the limit is {lagLimit} (limits.replayLagBytes).",
                Describe(view), "wait until it has caught up: ./build.sh Status");
        }
        if (!chosen.IsSynchronous && view.Members.Any(member => member.IsSynchronous))
            throw new PreconditionException($"{chosen.Name} is no synchronous replica; Patroni hands the lead only to one while there is one.", Describe(view), "./build.sh Switchover without --to");
        return new Handover(leader.Name, chosen.Name);
    }

    /// <summary>A member by its name.</summary>
    /// <exception cref="PreconditionException">There is none.</exception>
    public static ClusterMember Named(ClusterView view, string name)
    {
        if (view.Members.FirstOrDefault(member => member.Name == name) is { } found)
            return found;
        var near = NearestName.Find(name, view.Members.Select(member => member.Name));
        throw new PreconditionException(
            $"There is no member '{name}'{(near is null ? "" : $"; did you mean '{near}'?")}", Describe(view), "./build.sh Status");
    }

    private static ClusterMember Best(ClusterView view, ClusterMember leader) => view.Members
        .Where(member => !member.IsLeader)
        .OrderByDescending(member => member.IsRunning && member.Timeline == leader.Timeline)
        .ThenByDescending(member => member.IsSynchronous)
        .ThenBy(member => member.LagBytes ?? long.MaxValue)
        .FirstOrDefault()
        ?? throw new PreconditionException($"{leader.Name} is alone: nobody could take the lead.", remedy: "./build.sh Scale --replicas 1");

    private static IEnumerable<string> Describe(ClusterView view) =>
        view.Members.Select(member => $"{member.Name}: {member.Role}, {member.State}, timeline {member.Timeline?.ToString() ?? "-"}, lag {member.LagBytes?.ToString() ?? "-"}");
}
