using Sagaz.Core.Load;

namespace Sagaz.Core.Tests.Load;

/// <summary>Stages as tests need them: all is well, but for what a test says.</summary>
internal static class Stages
{
    public static LatencyFigures Figures(double p50, double p99, long count = 1000) =>
        new() { Count = count, Mean = p50, P50 = p50, P90 = p99, P95 = p99, P99 = p99, P999 = p99, P9999 = p99, Max = p99 };

    public static LoadStage Well { get; } = new()
    {
        Name = "steady",
        Arrivals = LoadArrivals.Poisson,
        Rate = 100,
        Connections = 16,
        WarmUpSeconds = 5,
        Seconds = 10,
        Due = 1000,
        Done = 1000,
        Skipped = 0,
        Errors = new Dictionary<string, long>(),
        ScheduleLag = Figures(0.1, 0.3),
        Writes = Figures(3, 20),
        Reads = Figures(10, 90),
        Claims = Figures(3, 20),
        Steps =
        [
            new StepFigures { Name = "saga", Pool = LoadPool.Rw, Kind = StepKind.Write, Latency = Figures(12, 40), Service = Figures(11, 39), RoundTrips = new Dictionary<string, LatencyFigures> { ["start"] = Figures(3, 20) } },
            new StepFigures { Name = "today", Pool = LoadPool.Ro, Kind = StepKind.Read, Latency = Figures(10, 90), Service = Figures(10, 90), RoundTrips = new Dictionary<string, LatencyFigures> { ["today"] = Figures(10, 90) } },
        ],
        Series = [new LoadSecond { At = 0, Due = 100, Done = 100, Errors = 0, Skipped = 0, P50 = 3, P99 = 20, Max = 25, LagP99 = 0.3 }],
        Operations = [new OperationMark { Operation = LoadOperation.MaintainPartitions, Begin = 3, End = 4, Writes = Figures(5, 100) }],
        Server = new ServerTruth { Lag = Figures(2, 50), OutboxAge = Figures(30, 200) },
        Generator = new GeneratorFigures { CpuSeconds = 1, CpuPercent = 5, CpuMsPerRequest = 1, GarbageCollectionPercent = 0.1, Lateness = Figures(0.1, 0.3) },
    };
}
