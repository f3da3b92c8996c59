namespace Sagaz.Core.Replication;

/// <summary>The cluster's replication at one moment, from the members themselves.</summary>
/// <param name="Members">Every member asked, in the order given, the unreachable ones too.</param>
/// <param name="Links">The standbys that the leader sees; empty unless exactly one member leads.</param>
/// <param name="Slots">The leader's slots; empty unless exactly one member leads.</param>
public sealed record ReplicationSnapshot(
    IReadOnlyList<MemberSnapshot> Members,
    IReadOnlyList<ReplicationLink> Links,
    IReadOnlyList<ReplicationSlot> Slots)
{
    /// <summary>Settings of the leader's server, databases and roles by which commits do not wait for a replica's disk, as text.</summary>
    public IReadOnlyList<string> LoweredCommits { get; init; } = [];

    /// <summary>The members that take writes; anything but one is a fault.</summary>
    public IReadOnlyList<MemberSnapshot> Leaders { get; } = In(Members, MemberRole.Leader);

    /// <summary>The members that are in recovery.</summary>
    public IReadOnlyList<MemberSnapshot> Replicas { get; } = In(Members, MemberRole.Replica);

    /// <summary>The members that could not be asked.</summary>
    public IReadOnlyList<MemberSnapshot> Unreachable { get; } = In(Members, MemberRole.Unreachable);

    /// <summary>The leader's view of a replica: by slot, else by name; null when it is not connected.</summary>
    public ReplicationLink? LinkOf(MemberSnapshot replica) =>
        Links.FirstOrDefault(link => replica.SlotName.Length > 0 && link.SlotName == replica.SlotName)
        ?? Links.FirstOrDefault(link => link.ApplicationName == replica.Name);

    /// <summary>The member whose postmaster started at that moment; null when it is none of these.</summary>
    public MemberSnapshot? StartedAt(DateTimeOffset moment) =>
        Members.FirstOrDefault(member => member.Role != MemberRole.Unreachable && member.StartedAt == moment);

    private static List<MemberSnapshot> In(IEnumerable<MemberSnapshot> members, MemberRole role) =>
        [.. members.Where(member => member.Role == role)];
}
