namespace Sagaz.Core.Failover;

/// <summary>Every scenario, in the order of <c>--scenario all</c>.</summary>
public static class FailoverScenarios
{
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongerThanAnyTtl = TimeSpan.FromSeconds(25);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FailoverScenario> All { get; } =
    [
        OnLeader("postmaster-killed", "kill-postmaster", ScenarioEnd.Itself) with { MovesLeader = true },
        OnLeader("member-killed", "kill-member", ScenarioEnd.Itself),
        OnLeader("member-lost", "lose-member", ScenarioEnd.Served) with { MovesLeader = true },
        OnLeader("leader-frozen", "freeze-postgres", ScenarioEnd.Served) with { MovesLeader = true },
        OnLeader("patroni-frozen", "freeze-patroni", ScenarioEnd.Served) with { MovesLeader = true },
        OnLeader("leader-partitioned", "partition-member", ScenarioEnd.Served) with { MovesLeader = true },
        OnLeader("leader-disk-full", "fill-disk", ScenarioEnd.Served) with { MovesLeader = true },
        OnLeader("leader-pod-deleted", "delete-pod", ScenarioEnd.Itself) with { MovesLeader = true },
        OnLeader("leader-node-drained", "drain-node", ScenarioEnd.Served) with { MovesLeader = true },
        On(ScenarioTarget.Replica, "replica-killed", "kill-member", ScenarioEnd.Itself) with { MayFailWriters = false },
        On(ScenarioTarget.Replica, "replica-lost", "lose-member", ScenarioEnd.Served) with { MayFailWriters = false },
        On(ScenarioTarget.Replica, "replica-clock-skewed", "skew-clock", ScenarioEnd.Served) with { MayFailWriters = false },
        On(ScenarioTarget.Replica, "replica-slot-dropped", "drop-slot", ScenarioEnd.Served) with { MayFailWriters = false },
        On(ScenarioTarget.Replica, "replica-wal-corrupted", "corrupt-wal", ScenarioEnd.Served) with { MayFailWriters = false },
        On(ScenarioTarget.Store, "store-killed", "kill-store", ScenarioEnd.Itself) with { MayFailWriters = false },
        On(ScenarioTarget.Store, "store-frozen", "freeze-store", ScenarioEnd.Held) with { Held = LongerThanAnyTtl, MayFailWriters = false },
        On(ScenarioTarget.Store, "store-slow", "slow-store", ScenarioEnd.Held) with { Held = LongerThanAnyTtl, MayFailWriters = false },
        On(ScenarioTarget.Proxy, "proxy-killed", "kill-proxy", ScenarioEnd.Itself),
        On(ScenarioTarget.Proxy, "proxy-stopped", "stop-proxy", ScenarioEnd.Held) with { Held = AWhile },
        On(ScenarioTarget.WritePool, "pooler-killed", "kill-pool", ScenarioEnd.Itself),
        On(ScenarioTarget.WritePool, "pooler-stopped", "stop-pool", ScenarioEnd.Held) with { Held = AWhile },
        On(ScenarioTarget.ReadPool, "read-pooler-killed", "kill-pool", ScenarioEnd.Itself) with { MayFailWriters = false },
    ];

    private static FailoverScenario OnLeader(string name, string fault, ScenarioEnd end) => On(ScenarioTarget.Leader, name, fault, end);

    private static FailoverScenario On(ScenarioTarget target, string name, string fault, ScenarioEnd end) =>
        new() { Name = name, Fault = fault, Target = target, End = end };
}
