using Sagaz.Core.Gates;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Load;

/// <summary>Judges whether a load's figures may be believed: not when its generator was the bottleneck.</summary>
public static class GeneratorAudit
{
    /// <summary>Below this, a late begin is the operating system's clock and not the generator.</summary>
    private const double ForgivenLatenessMs = 2;

    /// <summary>The audit of one stage.</summary>
    /// <param name="stage">What was measured.</param>
    /// <param name="limits">What is allowed.</param>
    /// <param name="suffix">Tells stages apart; empty for one alone.</param>
    public static GateReport Judge(LoadStage stage, GeneratorLimits limits, string suffix = "")
    {
        var generator = stage.Generator;
        var slowest = new[] { stage.Writes, stage.Reads }.Where(figures => figures.Count > 0).Select(figures => figures.P99).DefaultIfEmpty(0).Max();
        var allowed = Math.Max(ForgivenLatenessMs, slowest * limits.LatenessPercent / 100);
        return new GateReport(
        [
            new Gate($"generator-cpu{suffix}", "The generator leaves the machine to the cluster", "CPU time of this process", "%").AtMost(generator.CpuPercent, limits.CpuPercent),
            new Gate($"generator-gc{suffix}", "The garbage collector does not hold the generator up", "pauses of this process", "%")
                .AtMost(generator.GarbageCollectionPercent, limits.GarbageCollectionPercent),
            new Gate($"generator-lateness{suffix}", $"Idle clients begin in time: p99 within {limits.LatenessPercent} % of the latency's", "clients that waited for their moment", "ms")
                .AtMost(generator.Lateness.P99, allowed, FormattableString.Invariant($"p99 of latency {slowest:0.##} ms")),
        ]);
    }
}
