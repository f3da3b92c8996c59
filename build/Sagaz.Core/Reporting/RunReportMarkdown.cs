using System.Globalization;
using System.Text;
using Sagaz.Core.Errors;
using Sagaz.Core.Gates;

namespace Sagaz.Core.Reporting;

/// <summary>The report as report.md: for people, and for the step summary of GitHub Actions.</summary>
public static class RunReportMarkdown
{
    /// <summary>The whole file, ending in a line break.</summary>
    public static string Write(RunReport report)
    {
        var text = new StringBuilder();
        var title = report.Run.Targets.Count == 0 ? "Run" : Cell(string.Join(' ', report.Run.Targets));
        Line(text, $"# {title}: {Outcome(report.Run.ExitCode)}");
        Line(text, "");
        Row(text, "run", report.Run.Id);
        Row(text, "---", "---");
        Row(text, "environment", report.Run.Environment ?? "not known");
        Row(text, "runtime", report.Run.Runtime ?? "not known");
        Row(text, "started", report.Run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        Row(text, "took", Seconds(report.Run.FinishedAt - report.Run.StartedAt));
        Row(text, "exit code", report.Run.ExitCode.ToString(CultureInfo.InvariantCulture));
        WriteGates(text, report.Gates);
        WritePhases(text, report.Measurements.Phases);
        WriteMeasurements(text, report.Measurements.All);
        return text.ToString();
    }

    private static void WriteGates(StringBuilder text, GateReport gates)
    {
        if (gates.Results.Count == 0)
            return;
        var passed = gates.Results.Count - gates.Refused.Count;
        Title(text, $"Gates: {passed} of {gates.Results.Count} passed");
        Row(text, "verdict", "gate", "requires", "measured", "limit", "source", "detail");
        Row(text, "---", "---", "---", "---:", "---:", "---", "---");
        foreach (var gate in gates.Results)
        {
            Row(
                text,
                gate.Verdict == Verdict.Pass ? "pass" : $"**{VerdictText.Of(gate.Verdict)}**",
                Cell(gate.Id),
                Cell(gate.Title),
                Cell(WithUnit(gate.Measured, gate.Unit)),
                gate.Limit == default ? "" : Cell(WithUnit(gate.Limit, gate.Unit)),
                Cell(gate.Source),
                Cell(gate.Detail));
        }
    }

    private static void WritePhases(StringBuilder text, IReadOnlyList<PhaseDuration> phases)
    {
        if (phases.Count == 0)
            return;
        Title(text, "Phases");
        Row(text, "phase", "took");
        Row(text, "---", "---:");
        foreach (var phase in phases)
            Row(text, Cell(phase.Name), Seconds(phase.Duration));
    }

    private static void WriteMeasurements(StringBuilder text, IReadOnlyList<Measurement> measurements)
    {
        if (measurements.Count == 0)
            return;
        Title(text, "Measurements");
        Row(text, "name", "value");
        Row(text, "---", "---:");
        foreach (var measurement in measurements)
            Row(text, measurement.Path, Shown(measurement));
    }

    private static string Shown(Measurement measurement)
    {
        var measured = measurement.Values.Where(value => !double.IsNaN(value)).ToArray();
        var missing = measurement.Values.Count - measured.Length;
        return (measurement.IsSeries, measured) switch
        {
            (_, []) => "not measured",
            (false, _) => Number(measured[0]),
            _ => $"{measured.Length} values, {Number(measured.Min())} to {Number(measured.Max())}"
                + (missing == 0 ? "" : $", {missing} not measured"),
        };
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string WithUnit(GateValue value, string unit) =>
        value == default || unit.Length == 0 ? value.ToString() : $"{value} {unit}";

    private static string Outcome(int exitCode) => (ExitCode)exitCode switch
    {
        ExitCode.Ok => "ok",
        ExitCode.RefusedByGate => "refused by a gate",
        ExitCode.NotRun => "not run",
        ExitCode.DeadlinePassed => "deadline passed",
        ExitCode.Interrupted => "interrupted",
        _ => "failed",
    };

    private static string Seconds(TimeSpan duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s");

    private static string Cell(string text) => text
        .Replace("\\", @"\\", StringComparison.Ordinal)
        .Replace("|", @"\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("\r", "", StringComparison.Ordinal)
        .Replace("\n", "<br>", StringComparison.Ordinal);

    private static void Title(StringBuilder text, string title)
    {
        Line(text, "");
        Line(text, $"## {title}");
        Line(text, "");
    }

    private static void Row(StringBuilder text, params IEnumerable<string> cells) =>
        Line(text, $"| {string.Join(" | ", cells)} |");

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
