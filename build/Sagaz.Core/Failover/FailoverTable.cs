using System.Globalization;
using Sagaz.Core.Status;

namespace Sagaz.Core.Failover;

/// <summary>The rounds of a run as a table for the terminal; times in seconds.</summary>
public static class FailoverTable
{
    /// <summary>One line per round, after a header.</summary>
    /// <param name="rounds">In the order they were played.</param>
    /// <param name="clock">For the predictions.</param>
    /// <param name="limits">Limit of each scenario.</param>
    public static IReadOnlyList<string> Render(IReadOnlyList<FailoverRound> rounds, Clockwork clock, Func<FailoverScenario, TimeSpan?> limits) => TextTable.Render(
        ["SCENARIO", "BROKEN", "DETECT", "ELECT", "PROMOTE", "PROXY", "POOL", "WRITE", "WRITER", "READER", "ERRORS", "PREDICTED", "LIMIT", "WHOLE"],
        rounds.Select(IReadOnlyList<string> (round) =>
        [
            round.Scenario.Name,
            round.Target,
            .. round.Phases.All.Select(phase => Text(phase.Duration)),
            Text(round.WriterOutage),
            Text(round.ReaderOutage),
            round.WriterFailures.Count.ToString(CultureInfo.InvariantCulture),
            Text(OutagePrediction.Of(round.Scenario, clock).Longest),
            Text(limits(round.Scenario)),
            Text(round.Redundancy),
        ]));

    private static string Text(TimeSpan? time) => time?.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";
}
