using System.Diagnostics;
using Sagaz.Core.Load;

namespace Sagaz.Operations.Load.Driving;

/// <summary>What this process has used until now.</summary>
/// <param name="Cpu">CPU time.</param>
/// <param name="Pauses">Time in which the garbage collector held all threads.</param>
/// <param name="At">When.</param>
internal sealed record GeneratorUsage(TimeSpan Cpu, TimeSpan Pauses, long At)
{
    public static GeneratorUsage Now() => new(Environment.CpuUsage.TotalTime, GC.GetTotalPauseDuration(), Stopwatch.GetTimestamp());

    public GeneratorUsage Since(GeneratorUsage before) => new(Cpu - before.Cpu, Pauses - before.Pauses, At - before.At);

    /// <param name="requests">Requests that ended well in the measured time.</param>
    /// <param name="cores">What the machine has.</param>
    /// <param name="duration">The measured time; used where the usage was not read.</param>
    public GeneratorFigures Describe(long requests, double cores, TimeSpan duration)
    {
        var wall = At > 0 ? At / (double)Stopwatch.Frequency : duration.TotalSeconds;
        return new GeneratorFigures
        {
            CpuSeconds = Math.Round(Cpu.TotalSeconds, 3),
            CpuPercent = Math.Round(Cpu.TotalSeconds / (wall * cores) * 100, 2),
            CpuMsPerRequest = requests == 0 ? 0 : Math.Round(Cpu.TotalMilliseconds / requests, 4),
            GarbageCollectionPercent = Math.Round(Pauses.TotalSeconds / wall * 100, 3),
            Lateness = LatencyFigures.Empty,
        };
    }
}
