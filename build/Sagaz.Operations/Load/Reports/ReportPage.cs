using Sagaz.Core.Load;

namespace Sagaz.Operations.Load.Reports;

/// <summary>report.html: one file that holds its data, its style and its charts, and asks nobody for anything.</summary>
internal static class ReportPage
{
    private static readonly string Folder = typeof(ReportPage).Namespace!;

    public static string Write(LoadReport report) => Resource("report.html")
        .Replace("{{uplot.css}}", Resource("uplot.uPlot.min.css"), StringComparison.Ordinal)
        .Replace("{{report.css}}", Resource("report.css"), StringComparison.Ordinal)
        .Replace("{{uplot.js}}", Resource("uplot.uPlot.iife.min.js"), StringComparison.Ordinal)
        .Replace("{{report.js}}", Resource("report.js"), StringComparison.Ordinal)
        .Replace("{{data}}", LoadReportJson.Write(report), StringComparison.Ordinal);

    private static string Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream($"{Folder}.{name}")
            ?? throw new FileNotFoundException($"The assembly holds no {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
