using System.Globalization;

namespace Sagaz.Core.Doctor;

/// <summary>"Replica not syncing": who is missing, behind, elsewhere, or will never catch up; and the lead that does not rest.</summary>
internal static class ReplicaChecks
{
    public static IEnumerable<Finding> Judge(Symptoms seen)
    {
        var limits = seen.Limits.Doctor;
        var leader = seen.Members.FirstOrDefault(member => member is { IsLeader: true, IsRunning: true });
        var replicas = seen.Members.Where(member => !member.IsLeader).ToList();
        yield return Finding.Of(
            "leader-missing", Condition.Critical, leader is null ? ["nobody leads"] : [],
            "./build.sh Up; when no member can take over by itself: ./build.sh Failover --to");
        yield return Finding.Of(
            "replica-missing", Condition.Critical, replicas.Where(member => !member.IsRunning).Select(member => $"{member.Name} is {member.State}"),
            "./build.sh Up, then ./build.sh Logs --member; when it does not come back: ./build.sh RecloneReplica --member");
        yield return seen.Leader is { } sender
            ? Finding.Of(
                "replica-streaming", Condition.Critical,
                replicas.Where(member => member.IsRunning && !sender.Streaming.Contains(member.Name)).Select(member => $"{member.Name} runs, and receives nothing from the leader"),
                "./build.sh Logs --member; when its WAL is gone (slot-lost): ./build.sh RecloneReplica --member")
            : new Finding("replica-streaming", Condition.Unread, "nobody leads", "");
        yield return Finding.Of(
            "replica-timeline", Condition.Critical,
            replicas.Where(member => member.IsRunning && leader is not null && member.Timeline != leader.Timeline)
                .Select(member => $"{member.Name} is on timeline {member.Timeline}, the leader on {leader!.Timeline}"),
            "Patroni rewinds it by itself; when it does not: ./build.sh RecloneReplica --member");
        yield return Finding.Of(
            "replica-lag", Condition.Warning,
            replicas.Where(member => member.IsRunning && (member.LagBytes is null || member.LagBytes > seen.Limits.ReplayLagBytes))
                .Select(member => $"{member.Name} is {member.LagBytes?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number of"} bytes behind"),
            "look for long queries there and for slow disks; ./build.sh Status",
            $"limit {seen.Limits.ReplayLagBytes}, limits.replayLagBytes");
        yield return Finding.Of(
            "replay-paused", Condition.Critical, seen.Members.Where(member => member.IsReplayPaused).Select(member => member.Name),
            "./build.sh Repair --check replay-paused");
        yield return seen.IsFailoverPaused is { } isPaused
            ? Finding.Of("failover-paused", Condition.Warning, isPaused ? ["nobody takes over when the leader is lost"] : [], "./build.sh ResumeFailover")
            : new Finding("failover-paused", Condition.Unread, "Patroni does not answer", "./build.sh Up");
        var changes = seen.LeaderChanges.Count(at => seen.At - at < limits.LeaderChangesWithin);
        yield return Finding.Of(
            "leader-flapping", Condition.Warning, changes >= limits.LeaderChanges ? [$"{changes} changes of the lead within {limits.LeaderChangesWithin.TotalSeconds:0} s"] : [],
            "./build.sh Logs --member of the members that lost it: a full disk, too little memory, or a slow store",
            $"{limits.LeaderChanges} are too many, limits.doctor.leaderChanges and leaderChangesWithinSeconds");
        yield return Finding.Of(
            "clock-skew", Condition.Warning,
            seen.Members.Where(member => member.ClockOffset?.Duration() > limits.ClockSkew)
                .Select(member => string.Create(CultureInfo.InvariantCulture, $"{member.Name} is {member.ClockOffset!.Value.TotalSeconds:0.0} s off")),
            "let a time service run on that machine",
            $"limit {limits.ClockSkew.TotalMilliseconds:0} ms, limits.doctor.clockSkewMilliseconds");
    }
}
