using Sagaz.Core.Gates;
using Sagaz.Core.Load;

namespace Sagaz.Operations.Tests.Load;

/// <summary>A report with something in each of its parts.</summary>
internal static class SampleReport
{
    public const string Id = "20261123T000000000Z-0001";

    public static LoadReport Of() => new()
    {
        Id = Id,
        StartedAt = DateTimeOffset.UnixEpoch,
        Environment = "local",
        Runtime = "native",
        Profile = "mixed",
        Description = "Everything at once",
        Setup = new Dictionary<string, string> { ["PostgreSQL"] = "15.18" },
        ConfigurationHash = "0123456789abcdef",
        Verdict = Verdict.Pass,
        Gates =
        [
            GateLine.Of(new Gate("saga-write-p99", "Writes end in time", "clients", "ms").Below(20, 50)),
            GateLine.Of(new Gate("load-errors", "Hardly any fails", "clients", "per million").AtMost(0, 1000)),
        ],
        Stages = [Stage("50 % of capacity"), Stage("steady")],
        Curves = new Dictionary<string, IReadOnlyList<CurvePoint>> { ["writes"] = Curve(3), ["reads"] = Curve(9) },
        Overhead = new PoolOverhead(Figures(0.2), Figures(0.3), 0.1, 0.4),
        Capacity = [new CapacityPoint(4, 60, 55, 3, 10), new CapacityPoint(8, 100, 90, 3, 20)],
        Knee = new CapacityPoint(8, 100, 90, 3, 20),
        Prices = [new CommitPrice(CommitLevel.Off, 90, 1, 4), new CommitPrice(CommitLevel.RemoteApply, 40, 3, 9)],
        Comparison = [new ComparedFigure("throughput", "per second", true, 100, 80, 10)],
        Differences = ["profile: saga, now mixed"],
    };

    private static LoadStage Stage(string name) => new()
    {
        Name = name,
        Arrivals = LoadArrivals.Poisson,
        Rate = 100,
        Connections = 16,
        WarmUpSeconds = 5,
        Seconds = 30,
        Due = 3000,
        Done = 3000,
        Skipped = 0,
        Errors = new Dictionary<string, long>(),
        ScheduleLag = Figures(0.1),
        Writes = Figures(3),
        Reads = Figures(10),
        Claims = Figures(3),
        Steps = [new StepFigures { Name = "saga", Pool = LoadPool.Rw, Kind = StepKind.Write, Latency = Figures(12), Service = Figures(11), RoundTrips = new Dictionary<string, LatencyFigures> { ["start saga"] = Figures(3) } }],
        Series = [.. Enumerable.Range(0, 35).Select(at => new LoadSecond { At = at, Due = 100, Done = 95 + (at % 10), Errors = 0, Skipped = 0, P50 = 3, P99 = 20 + (at % 7), Max = 30 + (at % 11), LagP99 = 0.3 })],
        Operations = [new OperationMark { Operation = LoadOperation.MaintainPartitions, Begin = 15, End = 18, Writes = Figures(5) }],
        Server = new ServerTruth
        {
            Samples = [.. Enumerable.Range(0, 350).Select(look => new ServerSample { At = look / 10.0, LagMs = new Dictionary<string, double> { ["postgres-1"] = look % 13 }, WalBytesPerSecond = 1_000_000 })],
            Pools = [.. Enumerable.Range(0, 17).SelectMany(look => new[] { new PoolSample(look * 2, LoadPool.Rw, 16, look % 3, 8, 8), new PoolSample(look * 2, LoadPool.Ro, 4, 0, 2, 2) })],
            Waits = new Dictionary<string, int> { ["IPC: SyncRep"] = 40, ["CPU"] = 20 },
            Statements = [new StatementCost("postgres-0", "sagaz_app", "INSERT INTO saga_outbox VALUES ($1)", 3000, 900, 3000)],
            Split = [new LatencySplit { Pool = LoadPool.Rw, ScheduleLag = 0.1, PoolWait = 0.2, Execution = 0.5, Commit = 1.5, Network = 0.7 }],
            Checkpoints = 1,
            WalBytes = 30_000_000,
            Lag = Figures(4),
            OutboxAge = Figures(40),
        },
        Generator = new GeneratorFigures { CpuSeconds = 2, CpuPercent = 3, CpuMsPerRequest = 0.6, GarbageCollectionPercent = 0.01, Lateness = Figures(0.1) },
    };

    private static LatencyFigures Figures(double p50) =>
        new() { Count = 1000, Mean = p50, P50 = p50, P90 = p50 * 2, P95 = p50 * 3, P99 = p50 * 4, P999 = p50 * 5, P9999 = p50 * 6, Max = p50 * 7 };

    private static IReadOnlyList<CurvePoint> Curve(double p50) =>
        [.. new[] { 0, 50, 75, 90, 95, 99, 99.9, 99.99, 100 }.Select((percentile, at) => new CurvePoint(percentile, p50 * (at + 1)))];
}
