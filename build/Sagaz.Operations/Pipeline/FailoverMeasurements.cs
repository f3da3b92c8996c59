using Sagaz.Core.Failover;
using Sagaz.Operations.Reporting;

namespace Sagaz.Operations.Pipeline;

/// <summary>Puts a run's rounds into its report, as series by scenario.</summary>
internal static class FailoverMeasurements
{
    public static void Write(RunRecorder recorder, IReadOnlyList<FailoverRound> rounds)
    {
        foreach (var group in rounds.GroupBy(round => round.Scenario.Name))
        {
            void Series(string name, Func<FailoverRound, TimeSpan> value) =>
                recorder.Measure($"failover.{group.Key}.{name}S", group.Select(round => value(round).TotalSeconds));
            Series("writerOutage", round => round.WriterOutage);
            Series("writeServiceOutage", round => round.WriteServiceOutage);
            Series("readerOutage", round => round.ReaderOutage);
            Series("redundancy", round => round.Redundancy);
            recorder.Measure($"failover.{group.Key}.writerErrors", group.Select(round => (double)round.WriterFailures.Count));
            foreach (var phase in group.First().Phases.All.Select(phase => phase.Name))
                recorder.Measure($"failover.{group.Key}.{phase}S", group.Select(round => Seconds(round, phase)));
        }
    }

    private static double Seconds(FailoverRound round, string phase) =>
        round.Phases.All.Single(candidate => candidate.Name == phase).Duration?.TotalSeconds ?? double.NaN;
}
