using Sagaz.Core.Doctor;
using Sagaz.Core.Gates;
using Sagaz.Core.Partitions;
using Sagaz.Core.Replication;

namespace Sagaz.Core.Tests.Doctor;

public sealed class DiagnosisTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly LeaderSymptoms Leader = new()
    {
        Streaming = ["postgres-1"],
        Slots = [new ReplicationSlot { Name = "postgres_1", IsActive = true, WalStatus = "reserved" }],
        LongTransactions = [],
        StalePrepared = [],
        TransactionIdAge = 1000,
        DeadTuples = [],
        IsAutovacuumOn = true,
        AutovacuumOff = [],
    };

    private static readonly PartitionRunway Runway = new()
    {
        Table = "saga_outbox",
        PartitionsAhead = 7,
        Hours = 170,
        RowsPerHour = 0,
        BytesPerHour = 0,
        DefaultBytes = 16384,
        LastRun = Now.AddMinutes(-30),
        LastSuccess = Now.AddMinutes(-30),
    };

    private static readonly Symptoms Whole = new()
    {
        At = Now,
        Members = [Member("postgres-0") with { IsLeader = true, LagBytes = null }, Member("postgres-1")],
        Pools = [Pool("pgbouncer-rw"), Pool("pgbouncer-ro")],
        IsFailoverPaused = false,
        Leader = Leader,
        Runways = [Runway],
        FreeDiskBytes = 100,
        FreeDiskLimit = 10,
        LagLimit = 16,
        CertificateEnds = new Dictionary<string, DateTimeOffset> { ["haproxy"] = Now.AddDays(200) },
    };

    /// <summary>Each check with what makes it find something; everything else stays good.</summary>
    public static TheoryData<string, Condition, Func<Symptoms, Symptoms>> Sabotages => new()
    {
        { "replica-lag", Condition.Warning, seen => Replica(seen, member => member with { LagBytes = 17 }) },
        { "replica-lag", Condition.Warning, seen => Replica(seen, member => member with { LagBytes = null }) },
        { "replica-timeline", Condition.Critical, seen => Replica(seen, member => member with { Timeline = 1 }) },
        { "replica-streaming", Condition.Critical, seen => seen with { Leader = Leader with { Streaming = [] } } },
        { "replica-missing", Condition.Critical, seen => Replica(seen, member => member with { IsRunning = false, State = "stopped" }) },
        { "replay-paused", Condition.Critical, seen => Replica(seen, member => member with { IsReplayPaused = true }) },
        { "clock-skew", Condition.Warning, seen => Replica(seen, member => member with { ClockOffset = TimeSpan.FromSeconds(-2) }) },
        { "failover-paused", Condition.Warning, seen => seen with { IsFailoverPaused = true } },
        { "leader-flapping", Condition.Warning, seen => seen with { LeaderChanges = [Now.AddMinutes(-50), Now.AddMinutes(-20), Now.AddMinutes(-1)] } },
        { "pool-silent", Condition.Critical, seen => seen with { Pools = [Pool("pgbouncer-rw") with { IsPaused = null }] } },
        { "pool-paused", Condition.Critical, seen => seen with { Pools = [Pool("pgbouncer-rw") with { IsPaused = true }] } },
        { "pool-waiting", Condition.Critical, seen => seen with { Pools = [Pool("pgbouncer-rw") with { Waiting = 3, LongestWait = TimeSpan.FromSeconds(2) }] } },
        { "pool-full", Condition.Warning, seen => seen with { Pools = [Pool("pgbouncer-rw") with { Servers = 25 }] } },
        { "transaction-idle", Condition.Warning, seen => seen with { Leader = Leader with { LongTransactions = [Held("idle in transaction", 61)] } } },
        { "transaction-long", Condition.Warning, seen => seen with { Leader = Leader with { LongTransactions = [Held("active", 601)] } } },
        { "partition-runway", Condition.Critical, seen => seen with { Runways = [Runway with { Hours = 47 }] } },
        { "partition-default", Condition.Warning, seen => seen with { Strays = new Dictionary<string, long> { ["saga_outbox_default"] = 1 } } },
        { "partition-maintenance", Condition.Warning, seen => seen with { Runways = [Runway with { LastSuccess = Now.AddHours(-1) }] } },
        { "partition-maintenance", Condition.Warning, seen => seen with { Runways = [Runway with { LastRun = null, LastSuccess = null }] } },
        { "disk-free", Condition.Critical, seen => seen with { FreeDiskBytes = 9 } },
        { "slot-unused", Condition.Warning, seen => Slot(seen, new ReplicationSlot { Name = "orphan", IsActive = false }) },
        { "slot-lost", Condition.Critical, seen => Slot(seen, new ReplicationSlot { Name = "postgres_1", IsActive = true, WalStatus = "lost" }) },
        { "wal-retained", Condition.Warning, seen => Slot(seen, new ReplicationSlot { Name = "postgres_1", IsActive = true, RetainedBytes = 2L << 30 }) },
        { "certificate-end", Condition.Warning, seen => seen with { CertificateEnds = new Dictionary<string, DateTimeOffset> { ["haproxy"] = Now.AddDays(29) } } },
        { "transaction-prepared", Condition.Warning, seen => seen with { Leader = Leader with { StalePrepared = ["x of y"] } } },
        { "transaction-id-age", Condition.Critical, seen => seen with { Leader = Leader with { TransactionIdAge = 1_000_000_001 } } },
        { "dead-tuples", Condition.Warning, seen => seen with { Leader = Leader with { DeadTuples = ["saga_outbox"] } } },
        { "autovacuum-off", Condition.Critical, seen => seen with { Leader = Leader with { IsAutovacuumOn = false } } },
        { "autovacuum-off", Condition.Critical, seen => seen with { Leader = Leader with { AutovacuumOff = ["saga_outbox"] } } },
    };

    [Theory]
    [MemberData(nameof(Sabotages))]
    public void Finds_what_is_wrong_and_nothing_else(string check, Condition condition, Func<Symptoms, Symptoms> sabotage)
    {
        var found = Assert.Single(Diagnosis.Of(sabotage(Whole)), finding => finding.Condition != Condition.Good);

        Assert.Equal((check, condition), (found.Check, found.Condition));
        Assert.NotEmpty(found.Evidence);
        Assert.NotEmpty(found.Remedy);
        Assert.Equal(Verdict.Fail, found.ToGate().Verdict);
    }

    [Fact]
    public void Finds_nothing_in_a_whole_cluster_and_names_every_check_once()
    {
        var findings = Diagnosis.Of(Whole);

        Assert.All(findings, finding => Assert.Equal((Condition.Good, Verdict.Pass), (finding.Condition, finding.ToGate().Verdict)));
        Assert.Equal(findings.Count, findings.Select(finding => finding.Check).Distinct().Count());
        Assert.Empty(findings.Select(finding => finding.Check).Except([.. Sabotages.Select(row => $"{row[0]}"), "leader-missing"]));
    }

    [Fact]
    public void What_cannot_be_read_without_a_leader_never_counts_as_good()
    {
        var findings = Diagnosis.Of(Whole with { Members = [Member("postgres-0"), Member("postgres-1")], Leader = null, Runways = null, IsFailoverPaused = null });

        Assert.Equal(Condition.Critical, findings.Single(finding => finding.Check == "leader-missing").Condition);
        var unread = findings.Where(finding => finding.Condition == Condition.Unread).ToList();
        Assert.Contains("slot-unused", unread.Select(finding => finding.Check));
        Assert.Contains("partition-runway", unread.Select(finding => finding.Check));
        Assert.All(unread, finding => Assert.Equal(Verdict.NotRun, finding.ToGate().Verdict));
    }

    private static MemberSymptoms Member(string name) => new(name, false, "running", true, 2, 0, false, TimeSpan.Zero);

    private static PoolSymptoms Pool(string name) => new(name, 25, false, 3, 0, TimeSpan.Zero);

    private static LongTransaction Held(string state, int seconds) => new(4711, "sagaz_app", state, TimeSpan.FromSeconds(seconds));

    private static Symptoms Replica(Symptoms seen, Func<MemberSymptoms, MemberSymptoms> change) =>
        seen with { Members = [.. seen.Members.Select(member => member.IsLeader ? member : change(member))] };

    private static Symptoms Slot(Symptoms seen, ReplicationSlot slot) => seen with { Leader = Leader with { Slots = [slot] } };
}
