using Sagaz.Core.Errors;
using Sagaz.Core.Load;
using Sagaz.Operations.Load.Driving;
using Sagaz.Operations.Reporting;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Load.Reports;

/// <summary>Writes everything about a run of LoadTest to files, and reads an earlier run's.</summary>
/// <param name="folder">Usually <c>artifacts/load</c>; the newest run's files lie in it, each run's own below <c>runs</c>.</param>
/// <param name="mask">The secrets of this run.</param>
public sealed class LoadReportFiles(string folder, SecretMask mask)
{
    private const string Json = "report.json";

    /// <summary>Writes report.html, report.json, summary.md, series.csv and a .hgrm file per histogram.</summary>
    /// <param name="report">What to write.</param>
    /// <param name="histograms">All times of the last stage, by the names of their files.</param>
    /// <exception cref="OperationFailedException">The folder cannot be written.</exception>
    public void Write(LoadReport report, IReadOnlyDictionary<string, LatencyHistogram> histograms)
    {
        var files = histograms.ToDictionary(entry => $"{entry.Key}.hgrm", entry => entry.Value.ToPercentileText());
        files["series.csv"] = LoadSeriesCsv.Write(report.Stages);
        var complete = report with { Files = [Json, "summary.md", .. files.Keys.Order(StringComparer.Ordinal)] };
        files[Json] = LoadReportJson.Write(complete);
        files["summary.md"] = LoadReportMarkdown.Write(complete);
        files["report.html"] = ReportPage.Write(complete);
        try
        {
            var place = new ReportFolder(folder);
            place.Write(report.Id, files.ToDictionary(file => file.Key, file => mask.Apply(file.Value)));
            place.Prune();
            // Histograms of another profile's steps would pass for this run's.
            foreach (var stale in Directory.GetFiles(folder, "*.hgrm").Where(path => !files.ContainsKey(Path.GetFileName(path))))
                File.Delete(stale);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OperationFailedException($"The report of the load could not be written to {folder}.", [error.Message], "make room on the disk, or let this user write there", error);
        }
    }

    /// <summary>An earlier run's report.</summary>
    /// <param name="run">Its name, its folder, or its report.json.</param>
    /// <exception cref="PreconditionException">There is none, or it cannot be read.</exception>
    public LoadReport Read(string run)
    {
        var places = new[] { run, Path.Combine(run, Json), Path.Combine(folder, "runs", run, Json) };
        var file = places.FirstOrDefault(File.Exists)
            ?? throw new PreconditionException($"There is no report of a run '{run}'.", Known(), "--compare takes a run's name, its folder, or its report.json");
        try
        {
            return LoadReportJson.Read(File.ReadAllText(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new PreconditionException($"The report {file} cannot be read: {error.Message}", innerException: error);
        }
    }

    private IEnumerable<string> Known() =>
        Directory.Exists(Path.Combine(folder, "runs")) ? Directory.GetDirectories(Path.Combine(folder, "runs")).Select(path => "run: " + Path.GetFileName(path)).Order() : [];
}
