using Sagaz.Core.Load;
using Sagaz.Operations.PgBouncer;

namespace Sagaz.Operations.Load.Server;

/// <summary>Looks at both pools every two seconds.</summary>
/// <param name="consoles">The pools' consoles.</param>
/// <param name="database">The application's database.</param>
internal sealed class PoolWatch(IReadOnlyDictionary<LoadPool, PoolConsole> consoles, string database)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly List<PoolSample> samples = [];

    public IReadOnlyList<PoolSample> Samples => samples;

    /// <summary>Looks until it is cancelled; a pool that does not answer leaves a gap.</summary>
    public async Task RunAsync(Func<double> now, CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(Interval);
        while (await ticks.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var (pool, console) in consoles)
            {
                if (await console.ReadPoolAsync(database, cancellationToken) is { } seen)
                    samples.Add(new PoolSample(Math.Round(now(), 1), pool, seen.ActiveClients, seen.WaitingClients, seen.ActiveServers, seen.IdleServers));
            }
        }
    }

    /// <summary>What both pools have done since they started.</summary>
    public async Task<IReadOnlyDictionary<LoadPool, PoolTotals>> ReadTotalsAsync(CancellationToken cancellationToken)
    {
        var totals = new Dictionary<LoadPool, PoolTotals>();
        foreach (var (pool, console) in consoles)
        {
            if (await console.ReadTotalsAsync(database, cancellationToken) is { } read)
                totals[pool] = read;
        }
        return totals;
    }
}
