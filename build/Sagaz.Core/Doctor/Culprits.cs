using Sagaz.Core.Replication;

namespace Sagaz.Core.Doctor;

/// <summary>What a check finds and its repair acts on: both must mean the same.</summary>
public static class Culprits
{
    /// <summary>Slots of the leader that nobody uses and that belong to no member.</summary>
    public static IEnumerable<ReplicationSlot> UnusedSlots(this Symptoms seen)
    {
        var members = seen.Members.Select(member => member.Name.Replace('-', '_')).ToHashSet();
        return (seen.Leader?.Slots ?? []).Where(slot => !slot.IsActive && !members.Contains(slot.Name));
    }

    /// <summary>Transactions that do nothing for longer than <see cref="Topology.DoctorLimits.TransactionIdle"/>.</summary>
    public static IEnumerable<OpenTransaction> IdleTransactions(this Symptoms seen) =>
        (seen.Leader?.OpenTransactions ?? []).Where(open => open.IsIdle && open.Age > seen.Limits.Doctor.TransactionIdle);

    /// <summary>Tables with more dead rows than <see cref="Topology.DoctorLimits.DeadRows"/> and <see cref="Topology.DoctorLimits.DeadRowsPercent"/> allow.</summary>
    public static IEnumerable<DeadRows> BloatedTables(this Symptoms seen) =>
        (seen.Leader?.DeadRows ?? []).Where(rows => rows.Dead > seen.Limits.Doctor.DeadRows && rows.Percent > seen.Limits.Doctor.DeadRowsPercent);
}
