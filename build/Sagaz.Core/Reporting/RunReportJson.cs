using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sagaz.Core.Gates;

namespace Sagaz.Core.Reporting;

/// <summary>The report as report.json: the stable form, described in docs/report-schema.md.</summary>
public static partial class RunReportJson
{
    private const string TimePattern = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The whole file, ending in a line break.</summary>
    public static string Write(RunReport report)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", RunReport.Schema);
            WriteRun(json, report.Run);
            json.WriteStartArray("gates");
            foreach (var gate in report.Gates.Results)
                WriteGate(json, gate);
            json.WriteEndArray();
            WriteMeasurements(json, report.Measurements);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length) + "\n";
    }

    private static void WriteRun(Utf8JsonWriter json, RunSummary run)
    {
        json.WriteStartObject("run");
        json.WriteString("id", run.Id);
        json.WriteString("startedAt", Time(run.StartedAt));
        json.WriteString("finishedAt", Time(run.FinishedAt));
        json.WriteStartArray("targets");
        foreach (var target in run.Targets)
            json.WriteStringValue(target);
        json.WriteEndArray();
        json.WriteString("environment", run.Environment);
        json.WriteString("runtime", run.Runtime);
        json.WriteNumber("exitCode", run.ExitCode);
        json.WriteEndObject();
    }

    private static void WriteGate(Utf8JsonWriter json, GateResult gate)
    {
        json.WriteStartObject();
        json.WriteString("id", gate.Id);
        json.WriteString("title", gate.Title);
        json.WriteString("verdict", VerdictText.Of(gate.Verdict));
        WriteValue(json, "measured", gate.Measured);
        WriteValue(json, "limit", gate.Limit);
        json.WriteString("unit", gate.Unit);
        json.WriteString("source", gate.Source);
        json.WriteString("detail", gate.Detail);
        json.WriteEndObject();
    }

    // JSON has no NaN and no infinity, and a gate that failed on one must say so.
    private static void WriteValue(Utf8JsonWriter json, string name, GateValue value)
    {
        if (value.Number is { } number && double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteString(name, value.Text ?? value.Number?.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteMeasurements(Utf8JsonWriter json, Measurements measurements)
    {
        json.WriteStartObject("measurements");
        var open = Array.Empty<string>();
        foreach (var measurement in measurements.All)
        {
            var names = measurement.Path.Split('.');
            var shared = open.Zip(names[..^1]).TakeWhile(pair => pair.First == pair.Second).Count();
            for (var i = open.Length; i > shared; i--)
                json.WriteEndObject();
            for (var i = shared; i < names.Length - 1; i++)
                json.WriteStartObject(names[i]);
            WriteMeasurement(json, names[^1], measurement);
            open = names[..^1];
        }
        foreach (var _ in open)
            json.WriteEndObject();
        WritePhases(json, measurements.Phases);
        json.WriteEndObject();
    }

    private static void WriteMeasurement(Utf8JsonWriter json, string name, Measurement measurement)
    {
        json.WritePropertyName(name);
        if (measurement.IsSeries)
            json.WriteStartArray();
        foreach (var value in measurement.Values)
        {
            if (double.IsFinite(value))
                json.WriteNumberValue(value);
            else
                json.WriteNullValue();
        }
        if (measurement.IsSeries)
            json.WriteEndArray();
    }

    private static void WritePhases(Utf8JsonWriter json, IReadOnlyList<PhaseDuration> phases)
    {
        json.WriteStartArray(Measurements.PhasesName);
        foreach (var phase in phases)
        {
            json.WriteStartObject();
            json.WriteString("name", phase.Name);
            json.WriteNumber("durationMs", Math.Round(phase.Duration.TotalMilliseconds, 3));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString(TimePattern, CultureInfo.InvariantCulture);
}
