using Sagaz.Core.Errors;
using Sagaz.Core.Gates;
using Sagaz.Core.Load;
using Sagaz.Operations.Load;
using Sagaz.Operations.Load.Driving;
using Sagaz.Operations.Load.Reports;
using Sagaz.Operations.Load.Server;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>LoadTest</c>: loads a cluster as its clients would, and judges what they saw.</summary>
public static class LoadTestOfCluster
{
    private static readonly int[] PercentsOfCapacity = [50, 80, 100];
    private static readonly TimeSpan ClearingPatience = TimeSpan.FromMinutes(5);

    /// <param name="cluster">The cluster; whole and migrated.</param>
    /// <param name="request">What is loaded.</param>
    /// <param name="confirmation">Asked before prod is loaded.</param>
    /// <param name="show">Told once a second how it goes.</param>
    /// <param name="cancellationToken">Ends it; the load's rows are removed all the same.</param>
    /// <exception cref="GateRefusedException">Clients saw what they should not.</exception>
    /// <exception cref="InvalidRunException">The generator was the bottleneck.</exception>
    /// <exception cref="PreconditionException">There is no such profile or earlier run, it has a mistake, or the cluster is down or was never migrated.</exception>
    public static async Task<LoadReport> RunAsync(
        ClusterContext cluster, LoadRequest request, Confirmation confirmation, Action<LoadProgress> show, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetUtcNow();
        var workloads = new WorkloadFolder(cluster.Settings.Sql("workload"));
        var profile = workloads.ReadProfile(request.Profile);
        var files = new LoadReportFiles(Path.Combine(cluster.Settings.Repository, "artifacts", "load"), cluster.Mask);
        var earlier = request.Compare is { } run ? files.Read(run) : null;
        await LoadPreconditions.RequireAsync(cluster, request, profile, confirmation, cancellationToken);
        await LedgersOfCluster.RequireTablesAsync(cluster, cancellationToken);
        var endpoints = cluster.Locate();
        var leader = endpoints.Member(await LeaderLocation.FindAsync(cluster, endpoints, cancellationToken), Account.Owner);
        using (new Phase(cluster.Recorder, "data-set"))
        {
            var rows = new LoadDataSet(leader, cluster.Log);
            await rows.RunAsync(workloads.ReadScript("cleanup.sql", profile), profile, cancellationToken);
            await rows.RunAsync(workloads.ReadScript("dataset.sql", profile), profile, cancellationToken);
        }
        try
        {
            var bench = new LoadBench(cluster, request, profile, show);
            var measured = await MeasureAsync(cluster, endpoints, request, profile, bench, cancellationToken);
            return await JudgeAsync(cluster, endpoints, request, workloads, files, bench, measured with { StartedAt = startedAt }, earlier, cancellationToken);
        }
        finally
        {
            await ClearAsync(cluster, endpoints, workloads, profile);
        }
    }

    /// <summary>What the load wrote goes also when it failed; that it cannot go hides no other error.</summary>
    private static async Task ClearAsync(ClusterContext cluster, ClusterEndpoints endpoints, WorkloadFolder workloads, LoadProfile profile)
    {
        using var phase = new Phase(cluster.Recorder, "clearing");
        using var patience = new CancellationTokenSource(ClearingPatience);
        try
        {
            var leader = endpoints.Member(await LeaderLocation.FindAsync(cluster, endpoints, patience.Token), Account.Owner);
            await new LoadDataSet(leader, cluster.Log).RunAsync(workloads.ReadScript("cleanup.sql", profile), profile, patience.Token);
        }
        catch (Exception failed) when (failed is SagazException or OperationCanceledException)
        {
            cluster.Log.Warning($"The load's rows are still there; the next LoadTest removes them. {failed.Message}");
        }
    }

    private static async Task<Measured> MeasureAsync(
        ClusterContext cluster, ClusterEndpoints endpoints, LoadRequest request, LoadProfile profile, LoadBench bench, CancellationToken cancellationToken)
    {
        PoolOverhead overhead;
        using (new Phase(cluster.Recorder, "pool-overhead"))
            overhead = await PoolOverheadProbe.MeasureAsync(endpoints.Primary(Account.Application), endpoints.ReadWritePool(Account.Application), cancellationToken);
        var plan = await bench.PlanAsync(cancellationToken);
        var prices = request.PricesDurability ? await bench.PriceAsync(plan, cancellationToken) : [];
        var stages = new List<LoadStage>();
        if (!request.FindsCapacity)
        {
            await using var poison = await PoisonAsync(cluster, endpoints, request.Poison, cancellationToken);
            for (var repeat = 1; repeat <= request.Repeats; repeat++)
                stages.Add(await bench.RunAsync(plan with { Name = request.Repeats == 1 ? plan.Name : $"{plan.Name} {repeat}" }, request.During ?? profile.During, cancellationToken));
            return new Measured(overhead, prices, [], null, stages);
        }
        var points = await bench.SearchAsync(plan, cancellationToken);
        var limits = cluster.Topology.Limits.Load;
        var knee = CapacityKnee.Find(points, (profile.Of(LoadPool.Rw).Count > 0 ? limits.SagaWriteP99 : limits.AnalyticsP95).TotalMilliseconds);
        var arrivals = request.Arrivals == LoadArrivals.Closed ? LoadArrivals.Poisson : request.Arrivals;
        foreach (var percent in PercentsOfCapacity)
        {
            stages.Add(await bench.RunAsync(
                plan with { Name = $"{percent} % of capacity", Arrivals = arrivals, Rate = Math.Max(1, knee.PerSecond * percent / 100), WriteConnections = Math.Max(plan.WriteConnections, knee.Connections * 2) },
                [], cancellationToken));
        }
        return new Measured(overhead, prices, points, knee, stages);
    }

    private static async Task<LoadReport> JudgeAsync(
        ClusterContext cluster, ClusterEndpoints endpoints, LoadRequest request, WorkloadFolder workloads, LoadReportFiles files, LoadBench bench,
        Measured measured, LoadReport? earlier, CancellationToken cancellationToken)
    {
        var profile = workloads.ReadProfile(request.Profile);
        var comparison = earlier is null ? [] : LoadComparison.Compare(earlier.Stages, measured.Stages, cluster.Topology.Limits.Load.RegressionPercent);
        var verdict = LoadVerdict.Of(measured.Overhead, measured.Stages, comparison, earlier?.Id ?? "", request.Poison, cluster.Topology);
        var (shown, settings) = await new SetupFacts(endpoints.Primary(Account.Superuser)).ReadAsync(cancellationToken);
        var report = new LoadReport
        {
            Id = cluster.Recorder.Id,
            StartedAt = measured.StartedAt,
            Environment = cluster.Settings.Environment,
            Runtime = cluster.Runtime.Name,
            Profile = profile.Name,
            Description = profile.Description,
            Setup = LoadSetup.Of(cluster.Topology, measured.Stages[^1], shown),
            ConfigurationHash = SetupFacts.Hash(workloads.TextOf(profile), settings, $"{cluster.Topology.ReadWritePool} {cluster.Topology.ReadOnlyPool} {cluster.Topology.Durability} {cluster.Topology.Members}"),
            Verdict = verdict.Audit.Verdict == Verdict.Pass ? verdict.Gates.Verdict : Verdict.NotRun,
            Invalid = verdict.Invalid,
            Gates = [.. verdict.All.Results.Select(GateLine.Of)],
            Stages = measured.Stages,
            Curves = bench.Histograms.Where(entry => entry.Key is "writes" or "reads" or "claims" or "schedule-lag").ToDictionary(
                entry => entry.Key, entry => (IReadOnlyList<CurvePoint>)[.. entry.Value.Curve().Select(point => new CurvePoint(point.Percentile, point.Milliseconds))]),
            Overhead = measured.Overhead,
            Capacity = measured.Points,
            Knee = measured.Knee,
            Prices = measured.Prices,
            Comparison = comparison,
            Poison = request.Poison,
        };
        if (earlier is not null)
            report = report with { Differences = LoadComparison.Differences(earlier, report) };
        foreach (var difference in report.Differences)
            cluster.Log.Warning($"the run {earlier!.Id} differs, and so may its figures: {difference}");
        files.Write(report, bench.Histograms);
        LoadMeasurements.Write(cluster.Recorder, report);
        verdict.Require(cluster);
        return report;
    }

    private static async Task<PoisonedCluster?> PoisonAsync(ClusterContext cluster, ClusterEndpoints endpoints, LoadPoison poison, CancellationToken cancellationToken)
    {
        if (poison == LoadPoison.None)
            return null;
        var leader = await LeaderLocation.FindAsync(cluster, endpoints, cancellationToken);
        var replica = endpoints.Members(Account.Superuser).Where((_, index) => index != leader).FirstOrDefault();
        return await PoisonedCluster.BeginAsync(poison, endpoints.Member(leader, Account.Superuser), replica, cancellationToken);
    }

    private sealed record Measured(
        PoolOverhead Overhead, IReadOnlyList<CommitPrice> Prices, IReadOnlyList<CapacityPoint> Points, CapacityPoint? Knee, IReadOnlyList<LoadStage> Stages)
    {
        public DateTimeOffset StartedAt { get; init; }
    }
}
