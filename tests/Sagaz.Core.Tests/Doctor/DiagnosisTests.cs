using Sagaz.Core.Doctor;
using Sagaz.Core.Gates;
using Sagaz.Core.Partitions;
using Sagaz.Core.Replication;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Tests.Doctor;

public sealed class DiagnosisTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly TopologyLimits Limits =
        TopologyFile.Parse(RepositoryFile.Text("deploy", "topology.json"), "topology.json").Resolve("local").Limits with { FreeDiskBytes = 10, ReplayLagBytes = 16 };

    private static readonly LeaderSymptoms Leader = new()
    {
        Streaming = ["postgres-1"],
        Slots = [new ReplicationSlot { Name = "postgres_1", IsActive = true, WalStatus = "reserved" }],
        OpenTransactions = [],
        PreparedTransactions = [],
        TransactionIdAge = 1000,
        DeadRows = [],
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
        Limits = Limits,
        At = Now,
        Members = [Member("postgres-0") with { IsLeader = true, LagBytes = null }, Member("postgres-1")],
        Pools = [Pool("pgbouncer-rw"), Pool("pgbouncer-ro")],
        IsFailoverPaused = false,
        Leader = Leader,
        Runways = [Runway],
        FreeDiskBytes = 100,
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
        { "transaction-idle", Condition.Warning, seen => seen with { Leader = Leader with { OpenTransactions = [Held("idle in transaction", 61)] } } },
        { "transaction-long", Condition.Warning, seen => seen with { Leader = Leader with { OpenTransactions = [Held("active", 601)] } } },
        { "partition-runway", Condition.Critical, seen => seen with { Runways = [Runway with { Hours = 47 }] } },
        { "partition-default", Condition.Warning, seen => seen with { Strays = new Dictionary<string, long> { ["saga_outbox_default"] = 1 } } },
        { "partition-maintenance", Condition.Warning, seen => seen with { Runways = [Runway with { LastSuccess = Now.AddHours(-1) }] } },
        { "partition-maintenance", Condition.Warning, seen => seen with { Runways = [Runway with { LastRun = null, LastSuccess = null }] } },
        { "disk-free", Condition.Critical, seen => seen with { FreeDiskBytes = 9 } },
        { "slot-unused", Condition.Warning, seen => Slot(seen, new ReplicationSlot { Name = "orphan", IsActive = false }) },
        { "slot-lost", Condition.Critical, seen => Slot(seen, new ReplicationSlot { Name = "postgres_1", IsActive = true, WalStatus = "lost" }) },
        { "wal-retained", Condition.Warning, seen => Slot(seen, new ReplicationSlot { Name = "postgres_1", IsActive = true, RetainedBytes = 2L << 30 }) },
        { "certificate-end", Condition.Warning, seen => seen with { CertificateEnds = new Dictionary<string, DateTimeOffset> { ["haproxy"] = Now.AddDays(29) } } },
        { "transaction-prepared", Condition.Warning, seen => seen with { Leader = Leader with { PreparedTransactions = [Prepared(3601)] } } },
        { "transaction-id-age", Condition.Critical, seen => seen with { Leader = Leader with { TransactionIdAge = 1_000_000_001 } } },
        { "dead-tuples", Condition.Warning, seen => seen with { Leader = Leader with { DeadRows = [new DeadRows("saga_outbox", 10_001, 19_000)] } } },
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

    /// <summary>What is good by the limits of topology.json, and is not by another one.</summary>
    public static TheoryData<string, string, Func<Symptoms, Symptoms>, Func<DoctorLimits, DoctorLimits>> Limited => new()
    {
        { "clock-skew", "clockSkewMilliseconds", seen => Replica(seen, member => member with { ClockOffset = TimeSpan.FromSeconds(1) }), limits => limits with { ClockSkew = TimeSpan.FromMilliseconds(999) } },
        { "leader-flapping", "leaderChanges", seen => seen with { LeaderChanges = [Now.AddMinutes(-2), Now.AddMinutes(-1)] }, limits => limits with { LeaderChanges = 2 } },
        { "leader-flapping", "leaderChangesWithinSeconds", seen => seen with { LeaderChanges = [Now.AddMinutes(-70), Now.AddMinutes(-65), Now.AddMinutes(-60)] }, limits => limits with { LeaderChangesWithin = TimeSpan.FromMinutes(71) } },
        { "pool-waiting", "poolWaitMilliseconds", seen => seen with { Pools = [Pool("pgbouncer-rw") with { Waiting = 1, LongestWait = TimeSpan.FromSeconds(1) }] }, limits => limits with { PoolWait = TimeSpan.FromMilliseconds(999) } },
        { "transaction-idle", "transactionIdleSeconds", seen => seen with { Leader = Leader with { OpenTransactions = [Held("idle in transaction", 60)] } }, limits => limits with { TransactionIdle = TimeSpan.FromSeconds(59) } },
        { "transaction-long", "transactionLongSeconds", seen => seen with { Leader = Leader with { OpenTransactions = [Held("active", 600)] } }, limits => limits with { TransactionLong = TimeSpan.FromSeconds(599) } },
        { "transaction-prepared", "transactionPreparedSeconds", seen => seen with { Leader = Leader with { PreparedTransactions = [Prepared(3600)] } }, limits => limits with { TransactionPrepared = TimeSpan.FromSeconds(3599) } },
        { "transaction-id-age", "transactionIdAge", seen => seen, limits => limits with { TransactionIdAge = 999 } },
        { "dead-tuples", "deadRows", seen => seen with { Leader = Leader with { DeadRows = [new DeadRows("saga_outbox", 10_000, 0)] } }, limits => limits with { DeadRows = 9_999 } },
        { "dead-tuples", "deadRowsPercent", seen => seen with { Leader = Leader with { DeadRows = [new DeadRows("saga_outbox", 34_000, 66_000)] } }, limits => limits with { DeadRowsPercent = 33 } },
        { "wal-retained", "walRetainedBytes", seen => Slot(seen, new ReplicationSlot { Name = "postgres_1", IsActive = true, RetainedBytes = 1L << 30 }), limits => limits with { WalRetainedBytes = (1L << 30) - 1 } },
        { "partition-runway", "partitionRunwayHours", seen => seen with { Runways = [Runway with { Hours = 48 }] }, limits => limits with { PartitionRunway = TimeSpan.FromHours(49) } },
        { "partition-maintenance", "partitionMaintenanceHours", seen => seen, limits => limits with { PartitionMaintenance = TimeSpan.FromMinutes(30) } },
        { "certificate-end", "certificateNoticeDays", seen => seen with { CertificateEnds = new Dictionary<string, DateTimeOffset> { ["haproxy"] = Now.AddDays(30) } }, limits => limits with { CertificateNotice = TimeSpan.FromDays(31) } },
    };

    [Theory]
    [MemberData(nameof(Limited))]
    public void Every_limit_is_a_setting_that_the_evidence_names(string check, string setting, Func<Symptoms, Symptoms> atItsLimit, Func<DoctorLimits, DoctorLimits> stricter)
    {
        var seen = atItsLimit(Whole);
        Assert.All(Diagnosis.Of(seen), finding => Assert.Equal(Condition.Good, finding.Condition));

        var found = Assert.Single(Diagnosis.Of(seen with { Limits = Limits with { Doctor = stricter(Limits.Doctor) } }), finding => finding.Condition != Condition.Good);

        Assert.Equal(check, found.Check);
        Assert.Contains(setting, found.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repair_acts_on_what_its_check_finds()
    {
        var seen = Slot(Whole, new ReplicationSlot { Name = "orphan", IsActive = false });
        seen = seen with
        {
            Leader = seen.Leader! with
            {
                OpenTransactions = [Held("idle in transaction (aborted)", 61), Held("idle in transaction", 59), Held("active", 3600)],
                DeadRows = [new DeadRows("sick", 20_000, 0), new DeadRows("big", 20_000, 1_000_000), new DeadRows("small", 10, 0)],
            },
        };

        Assert.Equal("orphan", Assert.Single(seen.UnusedSlots()).Name);
        Assert.Equal(61, Assert.Single(seen.IdleTransactions()).Age.TotalSeconds);
        Assert.Equal("sick", Assert.Single(seen.BloatedTables()).Table);
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

    private static OpenTransaction Held(string state, int seconds) => new(4711, "sagaz_app", state, TimeSpan.FromSeconds(seconds));

    private static PreparedTransaction Prepared(int seconds) => new("transfer", "sagaz_app", TimeSpan.FromSeconds(seconds));

    private static Symptoms Replica(Symptoms seen, Func<MemberSymptoms, MemberSymptoms> change) =>
        seen with { Members = [.. seen.Members.Select(member => member.IsLeader ? member : change(member))] };

    private static Symptoms Slot(Symptoms seen, ReplicationSlot slot) => seen with { Leader = Leader with { Slots = [slot] } };
}
