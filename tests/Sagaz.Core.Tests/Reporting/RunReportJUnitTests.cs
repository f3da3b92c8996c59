using System.Xml.Linq;
using Sagaz.Core.Gates;
using Sagaz.Core.Reporting;

namespace Sagaz.Core.Tests.Reporting;

public sealed class RunReportJUnitTests
{
    private const string Golden = """
        <?xml version="1.0" encoding="utf-8"?>
        <testsuites name="sagaz" tests="4" failures="2" errors="1" skipped="0" time="12.500">
          <testsuite name="sagaz Up VerifyReplication" tests="4" failures="2" errors="1" skipped="0" time="12.500" timestamp="2026-11-22T18:59:57">
            <properties>
              <property name="run" value="20261122T185957123Z-3f2a" />
              <property name="environment" value="local" />
              <property name="runtime" value="native" />
              <property name="exitCode" value="2" />
            </properties>
            <testcase classname="sagaz.run" name="ends with exit code 0" time="12.500">
              <failure type="run" message="The run ended with exit code 2." />
            </testcase>
            <testcase classname="sagaz.gates" name="one-leader" time="0.000" />
            <testcase classname="sagaz.gates" name="lag-p99" time="0.000">
              <failure type="gate" message="'lag-p99' failed: 99 % within 5 s; measured 6200.5 ms, limit 5000 ms. slowest: a|b &lt;c&gt;&#xA;second line">source: 200 canaries</failure>
            </testcase>
            <testcase classname="sagaz.gates" name="read-pool" time="0.000">
              <error type="not-run" message="'read-pool' did not run: Reads land on replicas. no replica answered">source: pgbouncer-ro</error>
            </testcase>
          </testsuite>
        </testsuites>

        """;

    [Fact]
    public void Writes_a_case_for_the_run_and_one_for_each_gate()
    {
        Assert.Equal(Golden, RunReportJUnit.Write(ExampleReport.Report));
        Assert.Equal("testsuites", XDocument.Parse(Golden).Root?.Name.LocalName);
    }

    [Fact]
    public void Parses_whatever_a_detail_holds()
    {
        var gate = new Gate("g\0", "]]> & \uD800 \u001b[31m \U0001F600", "\uFFFF").NotRun("\u0001");
        var report = ExampleReport.Report with { Gates = new GateReport([gate]) };

        var message = XDocument.Parse(RunReportJUnit.Write(report)).Descendants("error").Single().Attribute("message")?.Value;

        Assert.Contains("]]> & \uFFFD \uFFFD[31m \U0001F600", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(3, 0, 1)]
    [InlineData(4, 1, 0)]
    [InlineData(130, 0, 1)]
    [InlineData(255, 1, 0)]
    public void A_run_without_gates_is_green_only_with_exit_code_0(int exitCode, int failures, int errors)
    {
        var report = ExampleReport.Report with
        {
            Run = ExampleReport.Report.Run with { ExitCode = exitCode },
            Gates = new GateReport([]),
        };

        var root = XDocument.Parse(RunReportJUnit.Write(report)).Root;

        Assert.Equal(("1", $"{failures}", $"{errors}"), (root?.Attribute("tests")?.Value, root?.Attribute("failures")?.Value, root?.Attribute("errors")?.Value));
    }
}
