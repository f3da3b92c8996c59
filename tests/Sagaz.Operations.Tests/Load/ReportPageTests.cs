using Sagaz.Core.Load;
using Sagaz.Operations.Load.Driving;
using Sagaz.Operations.Load.Reports;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Tests.Browsers;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Load;

/// <summary>The report as a person sees it: opened in a browser, on a screen and on a phone, in the light and in the dark.</summary>
public sealed class ReportPageTests
{
    private const string Chromium = "chromium";

    [RequiresToolFact(Chromium)]
    public async Task The_page_shows_everything_and_asks_nobody_and_nothing_goes_wrong_in_it()
    {
        using var folder = new TemporaryFolder();
        var report = SampleReport.Of();
        await using var browser = await OpenAsync(folder, report);

        Assert.Equal("LoadTest mixed: passed", await browser.AskAsync("document.querySelector('#verdict h1').textContent"));
        Assert.Equal("main", await browser.AskAsync("document.querySelector('#verdict').parentElement.tagName.toLowerCase()"));
        Assert.Equal($"{report.Gates.Count}", await browser.AskAsync("document.querySelectorAll('table')[0].tBodies[0].rows.length"));
        var charts = (await browser.AskAsync("[...document.querySelectorAll('figcaption')].map(it => it.textContent).join('|')")).Split('|');
        foreach (var chart in new[] { "Latency by percentile", "Latency over time", "Throughput", "Replication lag", "WAL written", "pgbouncer-rw", "pgbouncer-ro", "Closed loop: throughput by connections" })
            Assert.Contains(chart, charts);
        Assert.Equal($"{charts.Length}", await browser.AskAsync("document.querySelectorAll('figure canvas').length"));
        var text = await browser.AskAsync("document.body.innerText");
        foreach (var said in new[] { "maintainPartitions", report.ConfigurationHash, "PostgreSQL", "begin late", "remoteApply", "regression", "The earlier run differs: profile: saga, now mixed.", "Knee at 8 connections", "summary.md", "writes.hgrm", "INSERT INTO saga_outbox", "IPC: SyncRep" })
            Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Empty(browser.Errors);
        Assert.All(browser.Requests, address => Assert.True(address.StartsWith("file:", StringComparison.Ordinal) || address.StartsWith("data:", StringComparison.Ordinal), address));
        Assert.Single(browser.Requests, address => address.StartsWith("file:", StringComparison.Ordinal));
    }

    [RequiresToolFact(Chromium)]
    public async Task The_page_can_be_read_on_a_phone_and_in_the_dark()
    {
        using var folder = new TemporaryFolder();
        await using var browser = await OpenAsync(folder, SampleReport.Of());
        var light = await browser.AskAsync("getComputedStyle(document.body).backgroundColor");

        await browser.ResizeAsync(390, 844);
        await browser.PreferAsync("dark");

        // Nothing but tables, which scroll by themselves, is wider than the screen.
        Assert.Equal("true", await browser.AskAsync("document.documentElement.scrollWidth <= 390"));
        Assert.NotEqual(light, await browser.AskAsync("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("true", await browser.AskAsync("[...document.querySelectorAll('figure')].every(it => it.getBoundingClientRect().right <= 390)"));
        Assert.Empty(browser.Errors);
    }

    [RequiresToolFact(Chromium)]
    public async Task An_invalid_run_says_so_first_and_a_broken_page_is_noticed()
    {
        using var folder = new TemporaryFolder();
        await using var browser = await OpenAsync(folder, SampleReport.Of() with { Verdict = Core.Gates.Verdict.NotRun, Invalid = "The run is invalid: <b>starved</b>" });

        Assert.Equal("LoadTest mixed: invalid", await browser.AskAsync("document.querySelector('main').firstElementChild.querySelector('h1').textContent"));
        Assert.Contains("<b>starved</b>", await browser.AskAsync("document.querySelector('#verdict').textContent"), StringComparison.Ordinal);
        await browser.AskAsync("setTimeout(() => missing.thing, 0), fetch('http://127.0.0.1:9/').catch(() => 0)");
        await Eventually.HoldsAsync(() => Task.FromResult(browser.Errors.Any(error => error.Contains("missing", StringComparison.Ordinal)) && browser.Requests.Any(address => address.StartsWith("http:", StringComparison.Ordinal))));
    }

    /// <remarks>docs/images/load-report.png is <c>artifacts/load/report.png</c>, taken by this test after <c>LoadTest --profile mixed</c>.</remarks>
    [RequiresToolFact(Chromium)]
    public async Task The_last_report_of_this_repository_opens_without_an_error_and_has_its_picture_taken()
    {
        using var folder = new TemporaryFolder();
        var last = RepositoryRoot.Of("artifacts", "load", "report.html");
        await using var browser = File.Exists(last) ? await Browser.StartAsync(ToolSearch.Find(Chromium)!) : await OpenAsync(folder, SampleReport.Of());
        if (File.Exists(last))
            await browser.OpenAsync(last);
        await browser.ResizeAsync(1200, 2300);

        var picture = await browser.PictureAsync();

        Assert.Empty(browser.Errors);
        Assert.True(picture.Length > 50_000, $"{picture.Length} bytes are no picture of a report.");
        await File.WriteAllBytesAsync(Path.Combine(File.Exists(last) ? Path.GetDirectoryName(last)! : folder.Path, "report.png"), picture);
    }

    [Fact]
    public void A_run_leaves_all_its_files_and_an_earlier_one_is_found_by_its_name()
    {
        using var folder = new TemporaryFolder();
        var files = new LoadReportFiles(folder.Path, new SecretMask());
        var histogram = new LatencyHistogram();
        histogram.Record(5_000_000);

        files.Write(SampleReport.Of() with { Id = "20261122T000000000Z-0001" }, new Dictionary<string, LatencyHistogram> { ["reads"] = histogram });
        files.Write(SampleReport.Of(), new Dictionary<string, LatencyHistogram> { ["writes"] = histogram });

        var own = Path.Combine(folder.Path, "runs", SampleReport.Id);
        foreach (var place in new[] { folder.Path, own })
            Assert.Equal(["report.html", "report.json", "series.csv", "summary.md", "writes.hgrm"], Directory.GetFiles(place).Select(Path.GetFileName).Order());
        Assert.Contains("#[Max     =        5.0", File.ReadAllText(Path.Combine(own, "writes.hgrm")), StringComparison.Ordinal);
        foreach (var name in new[] { SampleReport.Id, own, Path.Combine(own, "report.json") })
            Assert.Equal(SampleReport.Id, files.Read(name).Id);
        var refused = Assert.Throws<Core.Errors.PreconditionException>(() => files.Read("yesterday"));
        Assert.Contains("run: " + SampleReport.Id, refused.Message, StringComparison.Ordinal);
    }

    private static async Task<Browser> OpenAsync(TemporaryFolder folder, LoadReport report)
    {
        var histogram = new LatencyHistogram();
        histogram.Record(5_000_000);
        new LoadReportFiles(folder.Path, new SecretMask()).Write(report, new Dictionary<string, LatencyHistogram> { ["writes"] = histogram });
        var browser = await Browser.StartAsync(ToolSearch.Find(Chromium)!);
        await browser.OpenAsync(Path.Combine(folder.Path, "report.html"));
        return browser;
    }
}
