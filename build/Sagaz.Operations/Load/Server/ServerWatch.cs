using Sagaz.Core.Load;
using Sagaz.Operations.PgBouncer;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Load.Server;

/// <summary>Gathers what the servers say of one load, from the end of its warm-up to its end.</summary>
public sealed class ServerWatch : IAsyncDisposable
{
    private const int StatementsShown = 12;
    private readonly LeaderWatch leader;
    private readonly PoolWatch pools;
    private readonly LeaderFacts facts;
    private readonly StatementStatistics statements;
    private readonly ServerPlaces places;
    private Beginning? beginning;

    /// <param name="places">Who is asked.</param>
    public ServerWatch(ServerPlaces places)
    {
        this.places = places;
        leader = new LeaderWatch(places.Watched, places.Roles);
        pools = new PoolWatch(places.Consoles, places.Database);
        facts = new LeaderFacts(places.Leader);
        statements = new StatementStatistics(places.Members, places.Roles);
    }

    /// <summary>Watches until it is cancelled.</summary>
    /// <param name="now">Seconds since the warm-up began.</param>
    /// <param name="from">Seconds that the warm-up takes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task RunAsync(Func<double> now, double from, CancellationToken cancellationToken) => Task.WhenAll(
        leader.RunAsync(now, from, cancellationToken),
        pools.RunAsync(now, cancellationToken),
        BeginAsync(now, from, cancellationToken));

    /// <summary>All that was seen; call it when the load has ended.</summary>
    /// <exception cref="Core.Errors.OperationFailedException">The leader does not answer.</exception>
    public async Task<ServerTruth> CompleteAsync(LoadStage stage, CancellationToken cancellationToken)
    {
        var end = await facts.ReadAsync(cancellationToken);
        var costs = beginning is null ? [] : StatementStatistics.Between(beginning.Statements, await statements.ReadAsync(cancellationToken));
        var totals = await pools.ReadTotalsAsync(cancellationToken);
        var sickness = await facts.ReadSicknessAsync(cancellationToken);
        var measured = leader.Samples.Where(sample => sample.At >= stage.WarmUpSeconds).ToList();
        return new ServerTruth
        {
            Samples = leader.Samples,
            Pools = pools.Samples,
            Waits = leader.Waits.OrderByDescending(wait => wait.Value).ToDictionary(wait => wait.Key, wait => wait.Value),
            Statements = [.. costs.Take(StatementsShown)],
            Split = [.. Enum.GetValues<LoadPool>().Select(pool => Split(pool, stage, costs, totals)).OfType<LatencySplit>()],
            Checkpoints = beginning is null ? null : Math.Max(0, end.Checkpoints - beginning.Checkpoints),
            WalBytes = beginning is null ? 0 : Math.Max(0, end.Position - beginning.Position),
            Lag = Figures(measured.SelectMany(sample => sample.LagMs.Values)),
            OutboxAge = beginning is null ? LatencyFigures.Empty : await facts.ReadAgesAsync(beginning.At, end.Now, cancellationToken),
            DeadRows = sickness.DeadRows,
            SnapshotAge = sickness.SnapshotAge,
        };
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => leader.DisposeAsync();

    private async Task BeginAsync(Func<double> now, double from, CancellationToken cancellationToken)
    {
        if (from - now() is > 0 and var left)
            await Task.Delay(TimeSpan.FromSeconds(left), cancellationToken);
        var read = await facts.ReadAsync(cancellationToken);
        beginning = new Beginning(read.Now, read.Position, read.Checkpoints, await statements.ReadAsync(cancellationToken), await pools.ReadTotalsAsync(cancellationToken));
    }

    private LatencySplit? Split(LoadPool pool, LoadStage stage, IReadOnlyList<StatementCost> costs, IReadOnlyDictionary<LoadPool, PoolTotals> totals)
    {
        if (beginning is null || !beginning.Totals.TryGetValue(pool, out var before) || !totals.TryGetValue(pool, out var after))
            return null;
        var during = after.Since(before);
        double Mean(TimeSpan sum) => during.Transactions == 0 ? 0 : sum.TotalMilliseconds / during.Transactions;
        var role = pool == LoadPool.Rw ? places.Roles[0] : places.Roles[1];
        return LatencySplit.Of(pool, stage.Steps, Mean(during.WaitTime), Mean(during.QueryTime), costs.Where(cost => cost.Role == role).Sum(cost => cost.TotalMs));
    }

    private static LatencyFigures Figures(IEnumerable<double> values)
    {
        var histogram = new Driving.LatencyHistogram();
        foreach (var value in values)
            histogram.Record((long)(value * 1e6));
        return histogram.Figures();
    }

    private sealed record Beginning(
        DateTime At, long Position, long Checkpoints,
        IReadOnlyDictionary<(string Member, string Role, long Id), StatementCost> Statements, IReadOnlyDictionary<LoadPool, PoolTotals> Totals);
}
