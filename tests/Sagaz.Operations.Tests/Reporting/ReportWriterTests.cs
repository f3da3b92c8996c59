using System.Xml.Linq;
using Sagaz.Core.Errors;
using Sagaz.Core.Gates;
using Sagaz.Core.Reporting;
using Sagaz.Operations.Reporting;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Tests.Reporting;

public sealed class ReportWriterTests : IDisposable
{
    private static readonly string[] Names = ["junit.xml", "report.json", "report.md"];

    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("sagaz-reports-");
    private readonly SecretMask mask = new();
    private readonly RecordingLog log = new();

    private string Root => Path.Combine(scratch.FullName, "artifacts");

    public void Dispose() => scratch.Delete(recursive: true);

    [Fact]
    public void Writes_the_same_three_files_for_the_run_and_for_the_last_run()
    {
        var report = Report();

        new ReportWriter(Root, mask, stepSummary: null).Write(report, log);

        Assert.Equal(RunReportJson.Write(report), Read("report.json"));
        Assert.Equal(RunReportMarkdown.Write(report), Read("report.md"));
        Assert.Equal(RunReportJUnit.Write(report), Read("junit.xml"));
        Assert.All(Names, name => Assert.Equal(Read(name), Read(Path.Combine("runs", report.Run.Id, name))));
        Assert.Equal(6, Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Length);
        Assert.Empty(log.Warnings);
    }

    [Fact]
    public void Replaces_the_report_of_the_run_before()
    {
        var writer = new ReportWriter(Root, mask, stepSummary: null);
        writer.Write(Report(minute: 1), log);
        var last = Report(minute: 2);

        writer.Write(last, log);

        Assert.Equal(last.Run.Id, RunReportJson.Parse(Read("report.json")).Run.Id);
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(Root, "runs")).Length);
    }

    [Fact]
    public void Keeps_the_last_twenty_runs_and_what_is_no_run()
    {
        var writer = new ReportWriter(Root, mask, stepSummary: null);
        Directory.CreateDirectory(Path.Combine(Root, "runs", "0-notes"));

        for (var minute = 0; minute < 23; minute++)
            writer.Write(Report(minute), log);

        var folders = Directory.GetDirectories(Path.Combine(Root, "runs")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(21, folders.Length);
        Assert.Equal(["0-notes", Report(minute: 3).Run.Id], folders.Take(2));
        Assert.Equal(Report(minute: 22).Run.Id, folders[^1]);
    }

    [Fact]
    public void Masks_secrets_in_every_file_and_keeps_each_readable()
    {
        mask.Add("pass", "s3cret&<\"|");
        var summary = Path.Combine(scratch.FullName, "summary.md");
        var report = Report() with
        {
            Gates = new GateReport([new Gate("login", "It logs in", "psql s3cret&<\"|").NotRun("postgres://u:s3cret&<\"|@h")]),
        };

        new ReportWriter(Root, mask, summary).Write(report, log);

        Assert.All(
            Directory.GetFiles(scratch.FullName, "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain("s3cret", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.Equal("postgres://u:***@h", RunReportJson.Parse(Read("report.json")).Gates.Results[0].Detail);
        Assert.NotNull(XDocument.Parse(Read("junit.xml")).Root);
    }

    [Fact]
    public void Appends_to_the_step_summary()
    {
        var summary = Path.Combine(scratch.FullName, "summary.md");
        File.WriteAllText(summary, "before\n");

        new ReportWriter(Root, mask, summary).Write(Report(), log);

        Assert.Equal("before\n" + Read("report.md") + "\n", File.ReadAllText(summary));
    }

    [Fact]
    public void Says_so_when_the_report_of_a_good_run_cannot_be_written()
    {
        File.WriteAllText(Root, "a file where the folder should be");

        var failure = Assert.Throws<OperationFailedException>(() =>
            new ReportWriter(Root, mask, stepSummary: null).Write(Report(), log));

        Assert.Equal($"The report of run {Report().Run.Id} could not be written to {Root}.", failure.Sentence);
    }

    [Fact]
    public void Never_hides_the_error_of_a_run_behind_its_own()
    {
        File.WriteAllText(Root, "a file where the folder should be");

        new ReportWriter(Root, mask, stepSummary: null).Write(Report(exitCode: 4), log);

        Assert.StartsWith("The report of run", Assert.Single(log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_the_step_summary_even_when_the_folder_cannot_be_written()
    {
        File.WriteAllText(Root, "a file where the folder should be");
        var summary = Path.Combine(scratch.FullName, "summary.md");

        Assert.Throws<OperationFailedException>(() => new ReportWriter(Root, mask, summary).Write(Report(), log));

        Assert.StartsWith("# Up", File.ReadAllText(summary), StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_no_unfinished_file_when_a_report_cannot_be_replaced()
    {
        Directory.CreateDirectory(Path.Combine(Root, "report.json"));

        Assert.Throws<OperationFailedException>(() => new ReportWriter(Root, mask, stepSummary: null).Write(Report(), log));

        Assert.Empty(Directory.GetFiles(scratch.FullName, "*.tmp", SearchOption.AllDirectories));
        Assert.True(File.Exists(Path.Combine(Root, "runs", Report().Run.Id, "report.json")));
    }

    private string Read(string name) => File.ReadAllText(Path.Combine(Root, name));

    private static RunReport Report(int minute = 0, int exitCode = 0)
    {
        var start = new DateTimeOffset(2026, 11, 22, 18, minute, 0, TimeSpan.Zero);
        return new RunReport
        {
            Run = new RunSummary
            {
                Id = RunId.Create(start, minute),
                StartedAt = start,
                FinishedAt = start.AddSeconds(1),
                Targets = ["Up"],
                Environment = "local",
                Runtime = "native",
                ExitCode = exitCode,
            },
            Gates = new GateReport([new Gate("up", "It is up", "a test").Holds(true)]),
        };
    }
}
