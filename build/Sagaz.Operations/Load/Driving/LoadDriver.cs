using System.Diagnostics;
using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Load;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Load.Driving;

/// <summary>Drives one load: connects its clients, lets them run, and gathers what they saw.</summary>
/// <param name="plan">What to drive.</param>
/// <param name="timeline">Keeps what happens to the cluster meanwhile.</param>
/// <param name="report">Told once a second; null for nobody.</param>
public sealed class LoadDriver(LoadPlan plan, LoadTimeline timeline, Action<LoadProgress>? report = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly double MachineCores = Environment.ProcessorCount;

    /// <summary>Runs the load to its end.</summary>
    /// <param name="beside">Runs beside it from its first request until its end; told what the time is, in seconds since the warm-up began.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="PreconditionException">A pool refuses the first connections.</exception>
    /// <exception cref="OperationFailedException">A client ended by an error that is none of the database's.</exception>
    public async Task<LoadResult> RunAsync(Func<Func<double>, CancellationToken, Task>? beside, CancellationToken cancellationToken)
    {
        using var stop = new ManualResetEvent(false);
        await using var writes = Source(plan.Writes);
        await using var reads = Source(plan.Reads);
        var clock = new LoadClock();
        timeline.Use(clock, plan.EndNanoseconds);
        var clients = new List<LoadClient>();
        foreach (var lane in new[] { LoadPool.Rw, LoadPool.Ro }.Where(pool => plan.Profile.Of(pool).Count > 0).Select(pool => new LoadLane(plan, timeline, pool)))
            clients.AddRange(Enumerable.Range(clients.Count, lane.Connections).Select(n => new LoadClient(plan, lane, lane.Pool == LoadPool.Rw ? writes : reads, clock, stop, n)));
        try
        {
            await Task.Run(() => Connect(clients), cancellationToken);
            clock.Restart();
            return await DriveAsync(clients, clock, stop, beside, cancellationToken);
        }
        finally
        {
            stop.Set();
            clients.ForEach(client => client.Join(Patience));
            clients.ForEach(client => client.Dispose());
        }
    }

    private async Task<LoadResult> DriveAsync(
        List<LoadClient> clients, LoadClock clock, ManualResetEvent stop, Func<Func<double>, CancellationToken, Task>? beside, CancellationToken cancellationToken)
    {
        var collector = new LoadCollector(plan, timeline);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        clients.ForEach(client => client.Start());
        var company = beside?.Invoke(() => clock.NowSeconds, end.Token) ?? Task.CompletedTask;
        var usage = default(GeneratorUsage?);
        using (var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1)))
        {
            while (clock.Now < timeline.End)
            {
                await ticks.WaitForNextTickAsync(cancellationToken);
                if (usage is null && clock.Now >= plan.WarmUpNanoseconds)
                    usage = GeneratorUsage.Now();
                collector.Take(clients.Select(client => client.Log));
                report?.Invoke(collector.Close(Math.Floor(clock.NowSeconds)));
            }
        }
        var measured = TimeSpan.FromSeconds(timeline.End / (double)LoadClock.Second) - plan.WarmUp;
        var used = GeneratorUsage.Now().Since(usage ?? GeneratorUsage.Now());
        await Task.Run(() => AwaitClients(clients), cancellationToken);
        stop.Set();
        collector.Take(clients.Select(client => client.Log));
        await end.CancelAsync();
        await AwaitAsync(company, cancellationToken);
        return new LoadResult(collector.Complete(measured, done => used.Describe(done, MachineCores, measured)), collector.Histograms());
    }

    private static async Task AwaitAsync(Task company, CancellationToken cancellationToken)
    {
        try
        {
            await company;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    private static void AwaitClients(List<LoadClient> clients)
    {
        var watch = Stopwatch.StartNew();
        foreach (var client in clients)
        {
            if (!client.Join(Patience - watch.Elapsed > TimeSpan.Zero ? Patience - watch.Elapsed : TimeSpan.Zero))
                throw new DeadlinePassedException($"A client of the load got no answer within {Patience.TotalSeconds:0} s after its end.", remedy: "./build.sh Status");
        }
        if (clients.Select(client => client.Failure).FirstOrDefault(failure => failure is not null) is { } failure)
            throw failure as SagazException ?? new OperationFailedException($"A client of the load ended early: {failure.Message}", innerException: failure);
    }

    private static void Connect(List<LoadClient> clients)
    {
        try
        {
            clients.ForEach(client => client.Connect());
        }
        catch (NpgsqlException refused)
        {
            throw new PreconditionException(
                $"The load could not connect its {clients.Count} clients: {(refused as PostgresException)?.MessageText ?? refused.Message}.", remedy: "./build.sh Status; fewer --connections", innerException: refused);
        }
    }

    private static NpgsqlDataSource Source(PostgresEndpoint endpoint) => endpoint.CreateDataSource(connectTimeout: TimeSpan.FromSeconds(15));
}
