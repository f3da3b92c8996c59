using Sagaz.Core.Topology;

namespace Sagaz.Core.Doctor;

/// <summary>"Out of disk space": what is left, and what keeps WAL from going.</summary>
internal static class DiskChecks
{
    public static IEnumerable<Finding> Judge(Symptoms seen)
    {
        var (free, retained) = (seen.Limits.FreeDiskBytes, seen.Limits.Doctor.WalRetainedBytes);
        yield return Finding.Of(
            "disk-free", Condition.Critical,
            seen.FreeDiskBytes < free ? [$"{ByteSize.ToText(seen.FreeDiskBytes)} free"] : [],
            "./build.sh MaintainPartitions drops what is expired, ./build.sh CleanupInbox, and the checks slot-unused and wal-retained",
            $"limit {ByteSize.ToText(free)}, limits.freeDiskBytes");
        if (seen.Leader is not { } leader)
        {
            foreach (var check in new[] { "slot-unused", "slot-lost", "wal-retained" })
                yield return new Finding(check, Condition.Unread, "nobody leads", "");
            yield break;
        }
        yield return Finding.Of(
            "slot-unused", Condition.Warning, seen.UnusedSlots().Select(slot => $"{slot.Name} keeps {ByteSize.ToText(slot.RetainedBytes)} of WAL"),
            "./build.sh Repair --check slot-unused drops it");
        yield return Finding.Of(
            "slot-lost", Condition.Critical,
            leader.Slots.Where(slot => slot.WalStatus is "lost" or "unreserved").Select(slot => $"{slot.Name} is {slot.WalStatus}: its WAL is gone, or will be"),
            "./build.sh RecloneReplica --member of that name");
        yield return Finding.Of(
            "wal-retained", Condition.Warning,
            leader.Slots.Where(slot => slot.RetainedBytes > retained).Select(slot => $"{slot.Name} keeps {ByteSize.ToText(slot.RetainedBytes)}"),
            "bring the replica back: ./build.sh Up; or take it out: ./build.sh Scale; one of nobody: ./build.sh Repair --check slot-unused",
            $"limit {ByteSize.ToText(retained)}, limits.doctor.walRetainedBytes");
    }
}
