using System.Globalization;
using System.Text.Json;
using Sagaz.Core.Errors;
using Sagaz.Core.Gates;

namespace Sagaz.Core.Reporting;

public static partial class RunReportJson
{
    /// <summary>Reads what <see cref="Write"/> wrote; members that it does not know are left out.</summary>
    /// <param name="json">The whole file.</param>
    /// <param name="origin">Where it was read, for the error.</param>
    /// <exception cref="PreconditionException">The text is not a report of schema 1.</exception>
    public static RunReport Parse(string json, string origin = "report.json")
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var schema = root.GetProperty("schema").GetInt32();
            if (schema != RunReport.Schema)
                throw new FormatException($"Its schema is {schema}; this pipeline reads schema {RunReport.Schema}.");
            return new RunReport
            {
                Run = ParseRun(root.GetProperty("run")),
                Gates = new GateReport([.. root.GetProperty("gates").EnumerateArray().Select(ParseGate)]),
                Measurements = ParseMeasurements(root.GetProperty("measurements")),
            };
        }
        catch (Exception reason) when (reason
            is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new PreconditionException(
                $"{origin} is not a run report of schema {RunReport.Schema}.",
                [reason.Message],
                "write it again with the target that made it; docs/report-schema.md describes it",
                reason);
        }
    }

    private static RunSummary ParseRun(JsonElement run) => new()
    {
        Id = Text(run, "id"),
        StartedAt = ParseTime(run, "startedAt"),
        FinishedAt = ParseTime(run, "finishedAt"),
        Targets = [.. run.GetProperty("targets").EnumerateArray().Select(target => target.GetString() ?? "")],
        Environment = run.GetProperty("environment").GetString(),
        Runtime = run.GetProperty("runtime").GetString(),
        ExitCode = run.GetProperty("exitCode").GetInt32(),
    };

    private static GateResult ParseGate(JsonElement gate) => new()
    {
        Id = Text(gate, "id"),
        Title = Text(gate, "title"),
        Verdict = VerdictText.Parse(Text(gate, "verdict"))
            ?? throw new FormatException($"The verdict of gate '{Text(gate, "id")}' is '{Text(gate, "verdict")}'; allowed: pass, fail or not-run."),
        Measured = ParseValue(gate.GetProperty("measured")),
        Limit = ParseValue(gate.GetProperty("limit")),
        Unit = Text(gate, "unit"),
        Source = Text(gate, "source"),
        Detail = Text(gate, "detail"),
    };

    private static GateValue ParseValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => default,
        JsonValueKind.Number => value.GetDouble(),
        _ => value.GetString()!,
    };

    private static Measurements ParseMeasurements(JsonElement measurements)
    {
        var phases = measurements.GetProperty(Measurements.PhasesName).EnumerateArray().Select(phase =>
            new PhaseDuration(Text(phase, "name"), TimeSpan.FromMilliseconds(phase.GetProperty("durationMs").GetDouble())));
        var numbers = measurements.EnumerateObject()
            .Where(member => member.Name != Measurements.PhasesName)
            .SelectMany(member => ParseMeasurement(member.Name, member.Value));
        return phases.Aggregate(
            numbers.Aggregate(Measurements.None, (all, measurement) => all.With(measurement)),
            (all, phase) => all.With(phase));
    }

    private static IEnumerable<Measurement> ParseMeasurement(string path, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => ParseMeasurement($"{path}.{member.Name}", member.Value)),
        JsonValueKind.Array => [new Measurement(path, [.. value.EnumerateArray().Select(Number)], IsSeries: true)],
        _ => [new Measurement(path, [Number(value)], IsSeries: false)],
    };

    private static double Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble();

    private static string Text(JsonElement parent, string name) =>
        parent.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");

    private static DateTimeOffset ParseTime(JsonElement parent, string name) =>
        DateTimeOffset.ParseExact(Text(parent, name), TimePattern, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
