namespace Sagaz.Operations.Faults;

/// <summary>Every fault by its name; a runtime offers those that it can do and undo.</summary>
public static class FaultVerbs
{
    /// <summary>Patroni sees its server die.</summary>
    public static FaultVerb KillPostmaster { get; } = new("kill-postmaster", "the member's postmaster is killed; Patroni stays", FaultSubject.Member);

    /// <summary>A crash of the member that something restarts.</summary>
    public static FaultVerb KillMember { get; } =
        new("kill-member", "the member's Patroni and PostgreSQL are killed at once; what supervises them restarts them", FaultSubject.Member);

    /// <summary>A machine that is gone.</summary>
    public static FaultVerb LoseMember { get; } = new("lose-member", "the member's Patroni and PostgreSQL are killed and stay down", FaultSubject.Member);

    /// <summary>A hung disk or a stalled machine, as its clients see it.</summary>
    public static FaultVerb FreezePostgres { get; } =
        new("freeze-postgres", "the member's server stands still (SIGSTOP), its connections stay open", FaultSubject.Member);

    /// <summary>A leader that nobody looks after.</summary>
    public static FaultVerb FreezePatroni { get; } = new("freeze-patroni", "the member's Patroni stands still (SIGSTOP), its server goes on", FaultSubject.Member);

    /// <summary>A member without a network.</summary>
    public static FaultVerb PartitionMember { get; } =
        new("partition-member", "no packet passes between the member and store, peers, proxy and clients", FaultSubject.Member);

    /// <summary>A full disk.</summary>
    public static FaultVerb FillDisk { get; } = new("fill-disk", "the member can write no file beyond 64 KiB, as on a full disk", FaultSubject.Member);

    /// <summary>A wrong clock.</summary>
    public static FaultVerb SkewClock { get; } = new("skew-clock", "the replica's server is restarted with a clock one hour ahead", FaultSubject.Replica);

    /// <summary>WAL that nobody keeps for a replica.</summary>
    public static FaultVerb DropSlot { get; } = new("drop-slot", "the replica's slot on the leader is dropped under its stream", FaultSubject.Replica);

    /// <summary>A damaged replica.</summary>
    public static FaultVerb CorruptWal { get; } = new("corrupt-wal", "the replica's server is killed and its WAL overwritten", FaultSubject.Replica);

    /// <summary>A store that hangs.</summary>
    public static FaultVerb FreezeStore { get; } = new("freeze-store", "the store (etcd) stands still", FaultSubject.Store);

    /// <summary>A store on a bad disk.</summary>
    public static FaultVerb SlowStore { get; } = new("slow-store", "the store (etcd) is stopped six sevenths of the time", FaultSubject.Store);

    /// <summary>A store that crashes.</summary>
    public static FaultVerb KillStore { get; } = new("kill-store", "the store (etcd) is killed; what supervises it restarts it", FaultSubject.Store);

    /// <summary>A proxy that crashes.</summary>
    public static FaultVerb KillProxy { get; } = new("kill-proxy", "HAProxy is killed; what supervises it restarts it", FaultSubject.Proxy);

    /// <summary>A proxy that is gone.</summary>
    public static FaultVerb StopProxy { get; } = new("stop-proxy", "HAProxy is killed and stays down", FaultSubject.Proxy);

    /// <summary>A pod that somebody, or a rollout, deletes.</summary>
    public static FaultVerb DeletePod { get; } = new("delete-pod", "the member's pod is deleted in good order; its StatefulSet makes another", FaultSubject.Member);

    /// <summary>A machine that is taken out for maintenance.</summary>
    public static FaultVerb DrainNode { get; } =
        new("drain-node", "the member's node takes no more pods, and those of ours are evicted from it as far as their budgets allow", FaultSubject.Member);

    /// <summary>A pool that crashes.</summary>
    public static FaultVerb KillPool { get; } = new("kill-pool", "a PgBouncer is killed; what supervises it restarts it", FaultSubject.Pool);

    /// <summary>A pool that is gone.</summary>
    public static FaultVerb StopPool { get; } = new("stop-pool", "a PgBouncer is killed and stays down", FaultSubject.Pool);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FaultVerb> All { get; } =
    [
        KillPostmaster, KillMember, LoseMember, FreezePostgres, FreezePatroni, PartitionMember, FillDisk, SkewClock, DropSlot, CorruptWal,
        DeletePod, DrainNode, FreezeStore, SlowStore, KillStore, KillProxy, StopProxy, KillPool, StopPool,
    ];
}
