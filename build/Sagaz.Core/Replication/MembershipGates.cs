using Sagaz.Core.Gates;

namespace Sagaz.Core.Replication;

/// <summary>One leader, and every replica where and how it should be.</summary>
internal static class MembershipGates
{
    private static readonly Gate ExactlyOneLeader =
        new("exactly-one-leader", "Exactly one member takes writes", "pg_is_in_recovery() on every member", "members");

    private static readonly Gate ReplicaCount =
        new("replica-count", "As many replicas as expected are connected", "pg_stat_replication on the leader", "replicas");

    private static readonly Gate InRecovery =
        new("replicas-in-recovery", "Every expected replica is in recovery", "pg_is_in_recovery() on every member", "replicas");

    private static readonly Gate Streaming =
        new("replicas-streaming", "Every expected replica is streaming", "pg_stat_wal_receiver on the replicas, pg_stat_replication on the leader", "replicas");

    private static readonly Gate OnLeaderTimeline =
        new("replicas-on-leader-timeline", "Every expected replica is on the leader's timeline", "pg_stat_wal_receiver on the replicas, pg_walfile_name() on the leader", "replicas");

    private static readonly Gate SlotsActive =
        new("replica-slots-active", "Every expected replica's slot is active", "pg_replication_slots on the leader", "replicas");

    public static IEnumerable<GateResult> Judge(ReplicationExpectation expectation, ReplicationSnapshot snapshot)
    {
        yield return JudgeLeader(snapshot);
        if (snapshot.Leaders is not [var leader])
        {
            Gate[] unjudged = expectation.Replicas == 0 ? [ReplicaCount] : [ReplicaCount, Streaming, OnLeaderTimeline, SlotsActive];
            foreach (var gate in unjudged)
                yield return gate.NotRun($"It needs one leader to ask, and {snapshot.Leaders.Count} were found.");
            if (expectation.Replicas > 0)
                yield return JudgeEach(InRecovery, expectation, snapshot, _ => "");
            yield break;
        }

        var connected = snapshot.Replicas.Count(replica => snapshot.LinkOf(replica) is not null);
        yield return ReplicaCount.Exactly(connected, expectation.Replicas, Absent(snapshot));
        if (expectation.Replicas == 0)
            yield break;

        yield return JudgeEach(InRecovery, expectation, snapshot, _ => "");
        yield return JudgeEach(Streaming, expectation, snapshot, replica => StreamingFault(replica, snapshot.LinkOf(replica)));
        yield return JudgeEach(OnLeaderTimeline, expectation, snapshot, replica => replica.Timeline == leader.Timeline
            ? ""
            : $"{replica.Name} is on timeline {replica.Timeline}, leader {leader.Name} on {leader.Timeline}");
        yield return JudgeEach(SlotsActive, expectation, snapshot, replica => SlotFault(replica, snapshot.LinkOf(replica)));
    }

    private static GateResult JudgeLeader(ReplicationSnapshot snapshot)
    {
        var names = string.Join(", ", snapshot.Leaders.Select(leader => leader.Name));
        // A member that cannot be asked may be writable too, so one leader among the others proves nothing.
        return snapshot is { Leaders.Count: 1, Unreachable.Count: > 0 }
            ? ExactlyOneLeader.NotRun($"{names} leads, but not every member could be asked: {Absent(snapshot)}")
            : ExactlyOneLeader.Exactly(snapshot.Leaders.Count, 1, Join(names, Absent(snapshot)));
    }

    private static GateResult JudgeEach(
        Gate gate,
        ReplicationExpectation expectation,
        ReplicationSnapshot snapshot,
        Func<MemberSnapshot, string> fault)
    {
        var faults = snapshot.Replicas.Select(fault).Where(text => text.Length > 0).ToList();
        // A replica more than expected must be sound too, or it would hide an expected one that is not.
        var required = Math.Max(expectation.Replicas, snapshot.Replicas.Count);
        return gate.Exactly(snapshot.Replicas.Count - faults.Count, required, Join([.. faults, Absent(snapshot)]));
    }

    private static string StreamingFault(MemberSnapshot replica, ReplicationLink? link) =>
        link is null ? $"{replica.Name} is not connected to the leader (its WAL receiver: {replica.Receiver})"
        : replica.Receiver != WalReceiverState.Streaming ? $"{replica.Name}'s WAL receiver is {replica.Receiver}"
        : link.State != WalSenderState.Streaming ? $"the leader's WAL sender for {replica.Name} is in {link.State}"
        : "";

    private static string SlotFault(MemberSnapshot replica, ReplicationLink? link) =>
        link is null ? $"{replica.Name} is not connected to the leader"
        : link.SlotName.Length == 0 ? $"{replica.Name} uses no slot"
        : !link.IsSlotActive ? $"{replica.Name}'s slot {link.SlotName} is not active"
        : "";

    private static string Absent(ReplicationSnapshot snapshot) =>
        Join([.. snapshot.Unreachable.Select(member => $"{member.Name} is unreachable ({member.UnreachableReason})")]);

    private static string Join(params string[] texts) => string.Join("; ", texts.Where(text => text.Length > 0));
}
