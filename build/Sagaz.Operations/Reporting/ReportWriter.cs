using Sagaz.Core.Errors;
using Sagaz.Core.Reporting;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Reporting;

/// <summary>Writes report.json, report.md and junit.xml of a run, without its secrets.</summary>
public sealed class ReportWriter
{
    private readonly string root;
    private readonly ReportFolder folder;
    private readonly SecretMask mask;
    private readonly string? stepSummary;

    /// <param name="root">The folder for reports, usually <c>artifacts</c> in the repository.</param>
    /// <param name="mask">The secrets of this run.</param>
    /// <param name="stepSummary">
    /// The file that report.md is appended to, the value of GITHUB_STEP_SUMMARY; null or empty for none.
    /// </param>
    public ReportWriter(string root, SecretMask mask, string? stepSummary)
    {
        this.root = root;
        this.mask = mask;
        this.stepSummary = stepSummary;
        folder = new ReportFolder(root);
    }

    /// <summary>Writes all files of a run, and removes the oldest runs.</summary>
    /// <param name="report">What to write.</param>
    /// <param name="log">
    /// Hears of what could not be removed; and of what could not be written, when the run failed: its own error is
    /// then the one to report.
    /// </param>
    /// <exception cref="OperationFailedException">The run ended well, and its report could not be written.</exception>
    public void Write(RunReport report, IProgressLog log)
    {
        var masked = report.Rewrite(mask.Apply);
        var markdown = RunReportMarkdown.Write(masked);
        var files = new Dictionary<string, string>
        {
            ["report.json"] = RunReportJson.Write(masked),
            ["report.md"] = markdown,
            ["junit.xml"] = RunReportJUnit.Write(masked),
        };
        var failures = new[]
        {
            Attempt(() => folder.Write(report.Run.Id, files), $"The report of run {report.Run.Id} could not be written to {root}."),
            Attempt(() => AppendToStepSummary(markdown), $"The step summary could not be written to {stepSummary} (GITHUB_STEP_SUMMARY)."),
        }.OfType<OperationFailedException>().ToArray();
        if (failures.Length == 0 && Attempt(folder.Prune, $"Old runs could not be removed from {root}.") is { } kept)
            log.Warning(kept.Message);
        if (failures.Length > 0 && report.Run.ExitCode == (int)ExitCode.Ok)
            throw failures[0];
        foreach (var failure in failures)
            log.Warning(failure.Message);
    }

    private void AppendToStepSummary(string markdown)
    {
        if (!string.IsNullOrEmpty(stepSummary))
            File.AppendAllText(stepSummary, markdown + "\n");
    }

    private static OperationFailedException? Attempt(Action write, string sentence)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            return new OperationFailedException(
                sentence,
                [reason.Message],
                "make room on the disk, or let this user write there, and run it again",
                reason);
        }
    }
}
