using Sagaz.Core.Gates;
using Sagaz.Core.Load;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Tests.Browsers;

namespace Sagaz.Integration.Tests;

/// <summary><c>LoadTest</c> on a whole cluster: it passes, it refuses, it calls itself invalid, and it leaves a report.</summary>
public sealed class LoadTestTests(LoadedCluster loaded) : IClassFixture<LoadedCluster>
{
    private const int StopSignal = 19;
    private const int ContinueSignal = 18;
    private static readonly TimeSpan Frozen = TimeSpan.FromMilliseconds(400);
    private static readonly string[] Short = ["--workload", SmallLoad.Profile, "--duration", "6", "--warmup", "1"];

    [ClusterFact]
    public async Task A_load_within_its_limits_passes_and_leaves_a_report_that_a_browser_shows()
    {
        loaded.Load.Limit(isStrict: false);

        (await loaded.Cluster.RunAsync(["LoadTest", .. Short, "--during", "MaintainPartitions", "Migrate"])).Exits(0).Says("MaintainPartitions begins under load", "gate 'saga-write-p99' passed");

        var report = loaded.Load.ReadReport();
        var stage = Assert.Single(report.Stages);
        Assert.Equal((Verdict.Pass, "small", "native"), (report.Verdict, report.Profile, report.Runtime));
        Assert.Equal([LoadOperation.MaintainPartitions, LoadOperation.Migrate], stage.Operations.Select(mark => mark.Operation));
        Assert.Empty(stage.Errors);
        Assert.Equal(stage.Due, stage.Done + stage.Skipped);
        Assert.NotEmpty(stage.Server.Samples.SelectMany(sample => sample.LagMs.Keys).Distinct());
        Assert.Contains(stage.Server.Pools, sample => sample.Pool == LoadPool.Rw);
        Assert.Contains(stage.Server.Statements, statement => statement.Query.Contains("saga_outbox", StringComparison.Ordinal));
        Assert.Equal([LoadPool.Rw, LoadPool.Ro], stage.Server.Split.Select(split => split.Pool));
        Assert.True(stage.Server.OutboxAge.Count > 0);
        Assert.Equal(0L, await loaded.Cluster.AskAsync("SELECT count(*) FROM saga_outbox WHERE aggregate_type = 'load'"));
        await ShowAsync(report);
    }

    [ClusterFact]
    public async Task Every_gate_that_a_load_passes_by_refuses_it()
    {
        loaded.Load.Limit(isStrict: true);
        // Half of the requests fail, and a single client is late for whoever comes while it works.
        string[] sick = ["--workload", SmallLoad.SickProfile, "--connections", "1", "--duration", "6", "--warmup", "1"];

        var replica = await loaded.Cluster.ReplicaAsync();
        var server = loaded.Cluster.At(15432 + (replica == "postgres-0" ? 0 : 1), Account.Superuser);
        await loaded.Cluster.IsWholeAsync();
        // A replica on a quiet machine is less than a millisecond behind.
        await TestCluster.AskAsync(server, "SELECT pg_wal_replay_pause()");

        var run = await loaded.Cluster.RunAsync(["LoadTest", .. sick, "--during", "MaintainPartitions", "--poison", "LongTransaction"]);

        await TestCluster.AskAsync(server, "SELECT pg_wal_replay_resume()");
        run.Exits(2).Says("gates did not pass", "'saga-write-p99' failed");
        var report = loaded.Load.ReadReport();
        var refused = report.Gates.Where(gate => gate.Verdict == Verdict.Fail).Select(gate => gate.Id).ToList();
        foreach (var id in new[]
        {
            "saga-write-p99", "analytics-p95", "outbox-age-p99", "replication-lag-p99", "load-errors", "load-skipped", "pool-overhead-p50", "partition-maintenance",
            "during-maintain-partitions-p99", "during-maintain-partitions-errors", "poison-claim-p99", "poison-snapshot-age",
        })
        {
            Assert.Contains(id, refused);
        }
        Assert.Equal(Verdict.Fail, report.Verdict);
        Assert.Contains("22012", Assert.Single(report.Stages).Errors.Keys);
    }

    [ClusterFact]
    public async Task A_run_that_does_less_than_an_earlier_one_is_refused_and_told_what_differs()
    {
        loaded.Load.Limit(isStrict: false);
        string[] brief = ["--workload", SmallLoad.Profile, "--duration", "3", "--warmup", "0"];
        (await loaded.Cluster.RunAsync(["LoadTest", .. brief])).Exits(0);
        var earlier = loaded.Load.ReadReport().Id;

        (await loaded.Cluster.RunAsync(["LoadTest", .. brief, "--rate", "8", "--compare", earlier])).Exits(2).Says("'compare-throughput' failed", "requests a second: 20, now 8");

        Assert.Contains(loaded.Load.ReadReport().Comparison, figure => figure is { Name: "throughput", IsRegression: true });
    }

    [ClusterFact]
    public async Task A_starved_generator_is_called_invalid_and_judges_nothing()
    {
        loaded.Load.Limit(isStrict: false, latenessPercent: 5);
        using var run = loaded.Cluster.Start(["LoadTest", .. Short]);
        await run.PrintsAsync("steady: ");

        // The generator alone stands still, again and again; its cluster does not.
        var generator = new RunningProcess(run.Id, []);
        for (var round = 0; round < 6; round++)
        {
            Assert.True(generator.Send(StopSignal));
            await Task.Delay(Frozen);
            Assert.True(generator.Send(ContinueSignal));
            await Task.Delay(Frozen);
        }

        (await run.EndAsync(Deadlines.Build)).Exits(3).Says("The run is invalid: its generator was the bottleneck (generator-lateness");
        var report = loaded.Load.ReadReport();
        Assert.Equal(Verdict.NotRun, report.Verdict);
        Assert.Equal(Verdict.NotRun, report.Gates.Single(gate => gate.Id == "saga-write-p99").Verdict);
    }

    [ClusterFact]
    public async Task Who_asks_for_what_is_not_there_is_refused_before_anything_is_loaded()
    {
        (await loaded.Cluster.RunAsync("LoadTest", "--workload", "smal")).Exits(3).Says("did you mean 'small'?");
        (await loaded.Cluster.RunAsync("LoadTest", "--compare", "yesterday")).Exits(3).Says("no report of a run 'yesterday'");
        (await loaded.Cluster.RunAsync("LoadTest", "--arrivals", "often")).Exits(3);
        (await loaded.Cluster.RunAsync("LoadTest", "--during", "Backup")).Exits(3).Says("makes no backups");
        (await loaded.Cluster.RunAsync("LoadTest", "--find-capacity", "--poison", "VacuumStarved")).Exits(3).Says("which --poison means nothing to");
    }

    [ClusterFact]
    public async Task Clients_go_on_through_a_switchover()
    {
        loaded.Load.Limit(isStrict: false);
        await loaded.Cluster.IsWholeAsync();
        var leader = await loaded.Cluster.LeaderAsync();

        await loaded.Cluster.RunAsync(["LoadTest", "--workload", SmallLoad.Profile, "--duration", "6", "--warmup", "1", "--during", "Switchover"]);

        // How long it took on this machine now is the business of Switchover's own gate.
        var stage = Assert.Single(loaded.Load.ReadReport().Stages);
        var mark = Assert.Single(stage.Operations);
        Assert.Equal(LoadOperation.Switchover, mark.Operation);
        Assert.True(mark.Writes.Count > 0);
        await loaded.Cluster.IsWholeAsync();
        Assert.NotEqual(leader, await loaded.Cluster.LeaderAsync());
    }

    private async Task ShowAsync(LoadReport report)
    {
        if (ToolLocator.Find("chromium") is not { } chromium)
        {
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            return;
        }
        await using var browser = await Browser.StartAsync(chromium, height: 1500);
        await browser.OpenAsync(Path.Combine(loaded.Load.Reports, "report.html"));
        Assert.Equal($"{report.Gates.Count}", await browser.AskAsync("document.querySelectorAll('td.pass').length"));
        Assert.Empty(browser.Errors);
        Assert.All(browser.Requests, address => Assert.False(address.StartsWith("http", StringComparison.Ordinal), address));
        await File.WriteAllBytesAsync(Path.Combine(loaded.Load.Reports, "report.png"), await browser.PictureAsync());
    }
}
