using Sagaz.Core.Load;
using Sagaz.Operations.Load;
using Sagaz.Operations.Load.Driving;
using Sagaz.Operations.Load.Server;
using Sagaz.Operations.PgBouncer;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Pipeline;

/// <summary>Runs loads against a cluster, each with the servers' truth beside it.</summary>
internal sealed class LoadBench
{
    private static readonly int[] Doublings = [1, 2, 4, 8, 16, 32, 64, 128];
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(15);
    private readonly ClusterContext cluster;
    private readonly ClusterEndpoints endpoints;
    private readonly LoadRequest request;
    private readonly LoadProfile profile;
    private readonly Action<LoadProgress> show;
    private readonly IReadOnlyDictionary<LoadPool, PoolConsole> consoles;

    public LoadBench(ClusterContext cluster, LoadRequest request, LoadProfile profile, Action<LoadProgress> show)
    {
        (this.cluster, this.request, this.profile, this.show) = (cluster, request, profile, show);
        endpoints = cluster.Locate();
        consoles = new Dictionary<LoadPool, PoolConsole>
        {
            [LoadPool.Rw] = endpoints.ConsoleOf(cluster.Commands, endpoints.ReadWritePool(Account.PoolStatistics)),
            [LoadPool.Ro] = endpoints.ConsoleOf(cluster.Commands, endpoints.ReadOnlyPool(Account.PoolStatistics)),
        };
    }

    /// <summary>Times of the last stage.</summary>
    public IReadOnlyDictionary<string, LatencyHistogram> Histograms { get; private set; } = new Dictionary<string, LatencyHistogram>();

    /// <summary>The plan of a stage as it was asked for.</summary>
    public async Task<LoadPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var writes = profile.Of(LoadPool.Rw).Count > 0;
        return new LoadPlan
        {
            Name = "steady",
            Profile = profile,
            Writes = endpoints.ReadWritePool(Account.Application),
            Reads = endpoints.ReadOnlyPool(Account.ReadOnly),
            WriteConnections = writes ? request.Connections ?? profile.WriteConnections : profile.WriteConnections,
            ReadConnections = writes ? profile.ReadConnections : request.Connections ?? profile.ReadConnections,
            Arrivals = request.Arrivals,
            Rate = request.Rate ?? profile.Rate,
            WarmUp = request.WarmUp,
            Duration = request.Duration,
            SkipAfter = cluster.Topology.Limits.Load.SkipAfter,
            MayPrepareWrites = await consoles[LoadPool.Rw].KeepsPreparedStatementsAsync(cancellationToken),
            MayPrepareReads = true,
        };
    }

    /// <summary>Runs one stage.</summary>
    public async Task<LoadStage> RunAsync(LoadPlan plan, IReadOnlyList<LoadOperation> during, CancellationToken cancellationToken)
    {
        using var phase = new Phase(cluster.Recorder, $"load-{plan.Name.Replace(' ', '-').Replace("%", "percent", StringComparison.Ordinal)}");
        await using var watch = new ServerWatch(Places());
        var timeline = new LoadTimeline();
        var result = await new LoadDriver(plan, timeline, show).RunAsync(
            (now, end) => Task.WhenAll(
                watch.RunAsync(now, plan.WarmUp.TotalSeconds, end),
                OperateAsync(plan, timeline, during, now, cancellationToken)),
            cancellationToken);
        Histograms = result.Histograms;
        var truth = await watch.CompleteAsync(result.Stage, cancellationToken);
        return result.Stage with { Server = truth, Events = truth.OutboxAge.Count };
    }

    /// <summary>Closed loops with ever more connections, until more of them bring nothing.</summary>
    public async Task<IReadOnlyList<CapacityPoint>> SearchAsync(LoadPlan plan, CancellationToken cancellationToken)
    {
        var points = new List<CapacityPoint>();
        var limit = plan.Profile.Of(LoadPool.Rw).Count > 0 ? cluster.Topology.Limits.Load.SagaWriteP99 : cluster.Topology.Limits.Load.AnalyticsP95;
        foreach (var connections in Doublings.Where(count => count <= cluster.Topology.ReadWritePool.MaxClientConnections / 2))
        {
            var stage = await ProbeAsync(plan with { Name = $"closed loop of {connections}", WriteConnections = connections, ReadConnections = Math.Min(connections, plan.ReadConnections) }, cancellationToken);
            var slower = stage.Writes.Count > 0 ? stage.Writes : stage.Reads;
            points.Add(new CapacityPoint(connections, stage.Throughput, stage.Events / stage.Seconds, slower.P50, slower.P99));
            cluster.Log.Information(FormattableString.Invariant($"{connections} connections: {stage.Throughput:0} requests/s, {stage.Events / stage.Seconds:0} events/s, p99 {slower.P99:0.0} ms"));
            if (CapacityKnee.IsPassed(points, limit.TotalMilliseconds))
                break;
        }
        return points;
    }

    /// <summary>The same closed loop with commits that wait for ever more.</summary>
    public async Task<IReadOnlyList<CommitPrice>> PriceAsync(LoadPlan plan, CancellationToken cancellationToken)
    {
        var prices = new List<CommitPrice>();
        foreach (var level in Enum.GetValues<CommitLevel>())
        {
            var stage = await ProbeAsync(plan with { Name = $"commit waits for {level}", Commit = level }, cancellationToken);
            prices.Add(new CommitPrice(level, stage.Throughput, stage.Writes.P50, stage.Writes.P99));
        }
        return prices;
    }

    private Task<LoadStage> ProbeAsync(LoadPlan plan, CancellationToken cancellationToken) => RunAsync(
        plan with { Arrivals = LoadArrivals.Closed, WarmUp = TimeSpan.FromSeconds(2), Duration = plan.Duration < LongestProbe ? plan.Duration : LongestProbe }, [], cancellationToken);

    private async Task OperateAsync(LoadPlan plan, LoadTimeline timeline, IReadOnlyList<LoadOperation> during, Func<double> now, CancellationToken cancellationToken)
    {
        if (during.Count == 0)
            return;
        var begin = plan.WarmUp.TotalSeconds + (plan.Duration.TotalSeconds / 3);
        if (begin - now() is > 0 and var left)
            await Task.Delay(TimeSpan.FromSeconds(left), cancellationToken);
        foreach (var operation in during)
        {
            cluster.Log.Information($"{operation} begins under load");
            if (await timeline.MarkAsync(operation, () => LoadOperations.RunAsync(cluster, operation, cancellationToken)) is { } failed)
                cluster.Log.Warning(failed.Message);
        }
    }

    private ServerPlaces Places() => new()
    {
        Leader = endpoints.Primary(Account.Superuser),
        Watched = endpoints.Primary(Account.Monitor),
        Members = endpoints.Members(Account.Monitor),
        Consoles = consoles,
        Database = cluster.Topology.Database,
        Roles = [Account.Application, Account.ReadOnly],
    };
}
