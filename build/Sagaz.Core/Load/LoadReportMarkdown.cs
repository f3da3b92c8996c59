using System.Globalization;
using System.Text;
using Sagaz.Core.Gates;

namespace Sagaz.Core.Load;

/// <summary>The report's summary for the page of a CI run.</summary>
public static class LoadReportMarkdown
{
    /// <summary>The whole file, ending in a line break.</summary>
    public static string Write(LoadReport report)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        var passed = report.Gates.Count(gate => gate.Verdict == Verdict.Pass);
        Line($"# LoadTest {report.Profile} on {report.Environment}, {report.Runtime}: {Word(report)}");
        Line($"");
        Line($"{report.Description}. {passed} of {report.Gates.Count} gates passed.{(report.Invalid is { } why ? " " + why : "")}");
        Line($"");
        Line($"| verdict | gate | measured | limit | detail |");
        Line($"| --- | --- | ---: | ---: | --- |");
        foreach (var gate in report.Gates)
            Line($"| {(gate.Verdict == Verdict.Pass ? "pass" : gate.Verdict == Verdict.Fail ? "**fail**" : "**not run**")} | {gate.Id} | {gate.Measured} {gate.Unit} | {gate.Limit} {gate.Unit} | {gate.Detail.Replace("|", "\\|", StringComparison.Ordinal)} |");
        Line($"");
        Line($"| stage | asked/s | done/s | writes p50 | p99 | p99.9 | max | reads p95 | errors | skipped |");
        Line($"| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var stage in report.Stages)
            Line($"| {stage.Name} | {stage.Rate:0.#} | {stage.Throughput:0.#} | {stage.Writes.P50:0.00} ms | {stage.Writes.P99:0.00} ms | {stage.Writes.P999:0.00} ms | {stage.Writes.Max:0.00} ms | {stage.Reads.P95:0.00} ms | {stage.Errors.Values.Sum()} | {stage.Skipped} |");
        if (report.Knee is { } knee)
        {
            Line($"");
            Line($"Knee: {knee.PerSecond:0} requests and {knee.EventsPerSecond:0} events a second with {knee.Connections} connections, p99 {knee.P99:0.0} ms.");
        }
        foreach (var price in report.Prices)
            Line($"- commit waits for {price.Level}: {price.PerSecond:0} a second, p50 {price.P50:0.00} ms, p99 {price.P99:0.00} ms");
        foreach (var difference in report.Differences)
            Line($"- differs from the earlier run: {difference}");
        foreach (var figure in report.Comparison)
            Line($"- {figure.Name}: before {figure.Before:0.##}, now {figure.Now:0.##} {figure.Unit}, noise ±{figure.Band:0.##}{(figure.IsRegression ? " **regression**" : "")}");
        return text.ToString();
    }

    private static string Word(LoadReport report) => report.Verdict switch
    {
        Verdict.Pass => "passed",
        Verdict.Fail => "failed",
        _ => "invalid",
    };
}
