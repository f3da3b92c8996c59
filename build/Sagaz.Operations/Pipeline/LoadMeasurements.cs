using Sagaz.Core.Load;
using Sagaz.Operations.Reporting;

namespace Sagaz.Operations.Pipeline;

/// <summary>Puts the main figures of a load into the run's report; all of them are in the load's own.</summary>
internal static class LoadMeasurements
{
    public static void Write(RunRecorder recorder, LoadReport report)
    {
        foreach (var stage in report.Stages)
        {
            var name = "load." + stage.Name.Replace(' ', '-').Replace("%", "percent", StringComparison.Ordinal);
            recorder.Measure($"{name}.throughputPerSecond", stage.Throughput);
            recorder.Measure($"{name}.eventsPerSecond", stage.Events / stage.Seconds);
            recorder.Measure($"{name}.skipped", stage.Skipped);
            recorder.Measure($"{name}.errors", stage.Errors.Values.Sum());
            recorder.Measure($"{name}.generatorMsPerRequestMs", stage.Generator.CpuMsPerRequest);
            foreach (var (series, figures) in new[] { ("writes", stage.Writes), ("reads", stage.Reads), ("claims", stage.Claims), ("lag", stage.Server.Lag), ("outboxAge", stage.Server.OutboxAge) })
            {
                if (figures.Count == 0)
                    continue;
                recorder.Measure($"{name}.{series}.p50Ms", figures.P50);
                recorder.Measure($"{name}.{series}.p99Ms", figures.P99);
                recorder.Measure($"{name}.{series}.maxMs", figures.Max);
            }
        }
    }
}
