using Sagaz.Core.Gates;
using Sagaz.Core.Reporting;

namespace Sagaz.Core.Tests.Reporting;

/// <summary>One report with everything in it.</summary>
internal static class ExampleReport
{
    public static RunReport Report { get; } = new()
    {
        Run = new RunSummary
        {
            Id = "20261122T185957123Z-3f2a",
            StartedAt = new DateTimeOffset(2026, 11, 22, 19, 59, 57, 123, TimeSpan.FromHours(1)),
            FinishedAt = new DateTimeOffset(2026, 11, 22, 19, 0, 9, 623, TimeSpan.Zero),
            Targets = ["Up", "VerifyReplication"],
            Environment = "local",
            Runtime = "native",
            ExitCode = 2,
        },
        Gates = new GateReport(
        [
            new Gate("one-leader", "Exactly one member leads", "Patroni on postgres-0").Exactly("postgres-0", "postgres-0"),
            new Gate("lag-p99", "99 % within 5 s", "200 canaries", "ms").AtMost(6200.5, 5000, "slowest: a|b <c>\nsecond line"),
            new Gate("read-pool", "Reads land on replicas", "pgbouncer-ro").NotRun("no replica answered"),
        ]),
        Measurements = Measurements.None
            .With("replication.lag.p99Ms", 6200.5)
            .With("replication.lag.p50Ms", 2.25)
            .With("replication.lag.samplesMs", [1.5, double.NaN, 3])
            .With("replication.lag-bytes.max", 16777216)
            .With("members", 2)
            .With(new PhaseDuration("start etcd", TimeSpan.FromMilliseconds(812.4)))
            .With(new PhaseDuration("elect", TimeSpan.FromSeconds(3))),
    };
}
