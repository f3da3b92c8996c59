using Sagaz.Core.Topology;

namespace Sagaz.Core.Doctor;

/// <summary>"Out of disk space": what is left, and what keeps WAL from going.</summary>
internal static class DiskChecks
{
    private const long RetainedLimit = 1L << 30;

    public static IEnumerable<Finding> Judge(Symptoms seen)
    {
        yield return Finding.Of(
            "disk-free", Condition.Critical,
            seen.FreeDiskBytes < seen.FreeDiskLimit ? [$"{ByteSize.ToText(seen.FreeDiskBytes)} free, limit {ByteSize.ToText(seen.FreeDiskLimit)} (limits.freeDiskBytes)"] : [],
            "./build.sh MaintainPartitions drops what is expired, ./build.sh CleanupInbox, and the checks slot-unused and wal-retained");
        if (seen.Leader is not { } leader)
        {
            foreach (var check in new[] { "slot-unused", "slot-lost", "wal-retained" })
                yield return new Finding(check, Condition.Unread, "nobody leads", "");
            yield break;
        }
        var members = seen.Members.Select(member => member.Name.Replace('-', '_')).ToHashSet();
        yield return Finding.Of(
            "slot-unused", Condition.Warning,
            leader.Slots.Where(slot => !slot.IsActive && !members.Contains(slot.Name)).Select(slot => $"{slot.Name} keeps {ByteSize.ToText(slot.RetainedBytes)} of WAL"),
            "./build.sh Repair --check slot-unused drops it");
        yield return Finding.Of(
            "slot-lost", Condition.Critical,
            leader.Slots.Where(slot => slot.WalStatus is "lost" or "unreserved").Select(slot => $"{slot.Name} is {slot.WalStatus}: its WAL is gone, or will be"),
            "./build.sh RecloneReplica --member of that name");
        yield return Finding.Of(
            "wal-retained", Condition.Warning,
            leader.Slots.Where(slot => slot.RetainedBytes > RetainedLimit).Select(slot => $"{slot.Name} keeps {ByteSize.ToText(slot.RetainedBytes)}"),
            "bring the replica back: ./build.sh Up; or take it out: ./build.sh Scale");
    }
}
