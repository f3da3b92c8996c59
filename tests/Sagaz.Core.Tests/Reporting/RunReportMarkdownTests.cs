using Sagaz.Core.Gates;
using Sagaz.Core.Reporting;

namespace Sagaz.Core.Tests.Reporting;

public sealed class RunReportMarkdownTests
{
    private const string Golden = """
        # Up VerifyReplication: refused by a gate

        | run | 20261122T185957123Z-3f2a |
        | --- | --- |
        | environment | local |
        | runtime | native |
        | started | 2026-11-22 18:59:57 UTC |
        | took | 12.5 s |
        | exit code | 2 |

        ## Gates: 1 of 3 passed

        | verdict | gate | requires | measured | limit | source | detail |
        | --- | --- | --- | ---: | ---: | --- | --- |
        | pass | one-leader | Exactly one member leads | postgres-0 | postgres-0 | Patroni on postgres-0 |  |
        | **fail** | lag-p99 | 99 % within 5 s | 6200.5 ms | 5000 ms | 200 canaries | slowest: a\|b &lt;c><br>second line |
        | **not-run** | read-pool | Reads land on replicas | not measured |  | pgbouncer-ro | no replica answered |

        ## Phases

        | phase | took |
        | --- | ---: |
        | start etcd | 0.8 s |
        | elect | 3.0 s |

        ## Measurements

        | name | value |
        | --- | ---: |
        | members | 2 |
        | replication.lag.p50Ms | 2.25 |
        | replication.lag.p99Ms | 6200.5 |
        | replication.lag.samplesMs | 2 values, 1.5 to 3, 1 not measured |
        | replication.lag-bytes.max | 16777216 |

        """;

    [Fact]
    public void Writes_tables_that_a_cell_cannot_break()
    {
        Assert.Equal(Golden, RunReportMarkdown.Write(ExampleReport.Report));
    }

    [Fact]
    public void Leaves_out_what_the_run_has_not()
    {
        var text = RunReportMarkdown.Write(ExampleReport.Report with
        {
            Run = ExampleReport.Report.Run with { Targets = [], Environment = null, ExitCode = 3 },
            Gates = new GateReport([]),
            Measurements = Measurements.None,
        });

        Assert.StartsWith("# Run: not run\n", text, StringComparison.Ordinal);
        Assert.Contains("| environment | not known |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("##", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "ok")]
    [InlineData(1, "failed")]
    [InlineData(2, "refused by a gate")]
    [InlineData(3, "not run")]
    [InlineData(4, "deadline passed")]
    [InlineData(130, "interrupted")]
    [InlineData(255, "failed")]
    public void Says_in_words_how_the_run_ended(int exitCode, string outcome)
    {
        var text = RunReportMarkdown.Write(ExampleReport.Report with
        {
            Run = ExampleReport.Report.Run with { ExitCode = exitCode },
        });

        Assert.StartsWith($"# Up VerifyReplication: {outcome}\n", text, StringComparison.Ordinal);
    }
}
