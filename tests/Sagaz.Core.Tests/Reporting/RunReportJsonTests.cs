using System.Text.Json;
using Sagaz.Core.Errors;
using Sagaz.Core.Gates;
using Sagaz.Core.Reporting;

namespace Sagaz.Core.Tests.Reporting;

public sealed class RunReportJsonTests
{
    private const string Golden = """
        {
          "schema": 1,
          "run": {
            "id": "20261122T185957123Z-3f2a",
            "startedAt": "2026-11-22T18:59:57.123Z",
            "finishedAt": "2026-11-22T19:00:09.623Z",
            "targets": [
              "Up",
              "VerifyReplication"
            ],
            "environment": "local",
            "runtime": "native",
            "exitCode": 2
          },
          "gates": [
            {
              "id": "one-leader",
              "title": "Exactly one member leads",
              "verdict": "pass",
              "measured": "postgres-0",
              "limit": "postgres-0",
              "unit": "",
              "source": "Patroni on postgres-0",
              "detail": ""
            },
            {
              "id": "lag-p99",
              "title": "99 % within 5 s",
              "verdict": "fail",
              "measured": 6200.5,
              "limit": 5000,
              "unit": "ms",
              "source": "200 canaries",
              "detail": "slowest: a|b <c>\nsecond line"
            },
            {
              "id": "read-pool",
              "title": "Reads land on replicas",
              "verdict": "not-run",
              "measured": null,
              "limit": null,
              "unit": "",
              "source": "pgbouncer-ro",
              "detail": "no replica answered"
            }
          ],
          "measurements": {
            "members": 2,
            "replication": {
              "lag": {
                "p50Ms": 2.25,
                "p99Ms": 6200.5,
                "samplesMs": [
                  1.5,
                  null,
                  3
                ]
              },
              "lag-bytes": {
                "max": 16777216
              }
            },
            "phases": [
              {
                "name": "start etcd",
                "durationMs": 812.4
              },
              {
                "name": "elect",
                "durationMs": 3000
              }
            ]
          }
        }

        """;

    [Fact]
    public void Writes_the_documented_form()
    {
        Assert.Equal(Golden, RunReportJson.Write(ExampleReport.Report));
    }

    [Fact]
    public void Reads_back_what_it_wrote()
    {
        Assert.Equal(Golden, RunReportJson.Write(RunReportJson.Parse(Golden)));
    }

    [Fact]
    public void Reads_the_values_and_not_only_their_text()
    {
        var report = RunReportJson.Parse(Golden);

        Assert.Equal(TimeSpan.FromSeconds(12.5), report.Run.FinishedAt - report.Run.StartedAt);
        Assert.Equal([Verdict.Pass, Verdict.Fail, Verdict.NotRun], report.Gates.Results.Select(gate => gate.Verdict));
        Assert.Equal(6200.5, report.Gates.Results[1].Measured.Number);
        Assert.Equal(default, report.Gates.Results[2].Measured);
        Assert.Equal([2.25], report.Measurements.All.Single(it => it.Path == "replication.lag.p50Ms").Values);
        Assert.Equal(TimeSpan.FromMilliseconds(812.4), report.Measurements.Phases[0].Duration);
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Writes_a_gate_value_that_json_has_no_number_for_as_text(double measured, string text)
    {
        var report = ExampleReport.Report with
        {
            Gates = new GateReport([new Gate("g", "t", "s").AtMost(measured, 5)]),
        };

        using var document = JsonDocument.Parse(RunReportJson.Write(report));

        Assert.Equal(text, document.RootElement.GetProperty("gates")[0].GetProperty("measured").GetString());
    }

    [Fact]
    public void Leaves_out_members_that_it_does_not_know()
    {
        var newer = Golden.Replace("\"schema\": 1,", "\"schema\": 1, \"later\": {},", StringComparison.Ordinal);

        Assert.Equal(Golden, RunReportJson.Write(RunReportJson.Parse(newer)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData("{}", "")]
    [InlineData("null", "")]
    [InlineData("\"schema\": 1", "\"schema\": 2")]
    [InlineData("\"verdict\": \"pass\"", "\"verdict\": \"maybe\"")]
    [InlineData("\"exitCode\": 2", "\"exitCode\": \"two\"")]
    [InlineData("\"2026-11-22T18:59:57.123Z\"", "\"yesterday\"")]
    [InlineData("\"p50Ms\": 2.25", "\"p50Ms\": \"fast\"")]
    public void Refuses_what_is_no_report_of_this_schema(string part, string replacement)
    {
        var json = replacement.Length == 0 ? part : Golden.Replace(part, replacement, StringComparison.Ordinal);

        var refusal = Assert.Throws<PreconditionException>(() => RunReportJson.Parse(json, "baseline.json"));

        Assert.Equal("baseline.json is not a run report of schema 1.", refusal.Sentence);
    }

    [Fact]
    public void Reads_the_example_in_the_documentation()
    {
        var page = File.ReadAllText(RepositoryFile("docs/report-schema.md"));
        var example = page.Split("```json\n")[1].Split("```")[0];

        var report = RunReportJson.Parse(example);

        Assert.Equal(Normalize(example), Normalize(RunReportJson.Write(report)));
    }

    private static string Normalize(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement);
    }

    private static string RepositoryFile(string path)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Sagaz.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new FileNotFoundException("No repository around the tests.");
        return Path.Combine(folder, path);
    }
}
