using Sagaz.Core.Gates;
using Sagaz.Core.Replication;

namespace Sagaz.Core.Tests.Replication;

/// <summary>A sound cluster of one leader and some replicas, from which each test breaks one thing.</summary>
internal sealed record ReplicationScene
{
    public required ReplicationExpectation Expectation { get; init; }

    public required ReplicationSnapshot Snapshot { get; init; }

    public required CanaryResult Canary { get; init; }

    public required PoolRoutingResult Routing { get; init; }

    public static ReplicationScene Sound(int replicas) => new()
    {
        Expectation = new ReplicationExpectation { Replicas = replicas },
        Snapshot = new ReplicationSnapshot(
            [Leader(0), .. Enumerable.Range(1, replicas).Select(Replica)],
            [.. Enumerable.Range(1, replicas).Select(Link)],
            []),
        Canary = new CanaryResult
        {
            Requested = 200,
            Committed = 200,
            Replicas = [.. Enumerable.Range(1, replicas).Select(number => Reading($"postgres-{number}"))],
            ReadOnlyPool = [Reading("pgbouncer-ro")],
        },
        Routing = new PoolRoutingResult(
            Pool("pgbouncer-rw", [.. Enumerable.Repeat(MemberRole.Leader, 20)]),
            Pool("pgbouncer-ro", [.. Enumerable.Repeat(replicas == 0 ? MemberRole.Leader : MemberRole.Replica, 20)])),
    };

    public static MemberSnapshot Leader(int number) => new()
    {
        Name = $"postgres-{number}",
        Role = MemberRole.Leader,
        ReadAt = DateTimeOffset.UnixEpoch,
        Timeline = 3,
        CurrentLsn = Lsn.Parse("0/5000000"),
    };

    public static MemberSnapshot Replica(int number) => new()
    {
        Name = $"postgres-{number}",
        Role = MemberRole.Replica,
        ReadAt = DateTimeOffset.UnixEpoch,
        Timeline = 3,
        Receiver = WalReceiverState.Streaming,
        SlotName = $"postgres_{number}",
    };

    public static MemberSnapshot Lost(int number) =>
        MemberSnapshot.Unreachable($"postgres-{number}", "Connection refused", DateTimeOffset.UnixEpoch);

    public static ReplicationLink Link(int number) => new()
    {
        ApplicationName = $"postgres-{number}",
        State = WalSenderState.Streaming,
        SyncState = number == 1 ? SyncState.Sync : SyncState.Potential,
        ReplayLsn = Lsn.Parse("0/5000000"),
        SlotName = $"postgres_{number}",
        IsSlotActive = true,
    };

    public static CanaryReading Reading(string observer, int seen = 200, double lag = 2) => new()
    {
        Observer = observer,
        Seen = seen,
        LagMilliseconds = LagDistribution.Of(Enumerable.Repeat(lag, seen)),
        Failure = seen == 200 ? "" : "the deadline passed",
    };

    public static PoolRouting Pool(string name, params MemberRole[] roles) => new()
    {
        Pool = name,
        Attempts = 20,
        Connections = [.. roles.Select(role => new RoutedConnection(role == MemberRole.Leader ? "postgres-0" : "postgres-1", role))],
        Failures = [.. Enumerable.Repeat("Connection refused", 20 - roles.Length)],
    };

    public ReplicationScene WithMembers(params MemberSnapshot[] members) =>
        this with { Snapshot = new ReplicationSnapshot(members, Snapshot.Links, Snapshot.Slots) };

    public ReplicationScene WithLinks(params ReplicationLink[] links) =>
        this with { Snapshot = new ReplicationSnapshot(Snapshot.Members, links, Snapshot.Slots) };

    public GateReport Judge() => ReplicationGates.Judge(Expectation, Snapshot, Canary, Routing);

    public GateResult Judge(string id) => Judge().Results.Single(gate => gate.Id == id);

    /// <summary>Asserts that the named gates end so and every other one passes.</summary>
    public void Refuses(Verdict verdict, params string[] ids) =>
        Assert.Equal(
            ids.Select(id => (id, verdict)).Order(),
            Judge().Refused.Select(gate => (gate.Id, gate.Verdict)).Order());
}
