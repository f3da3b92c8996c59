using System.Collections.Concurrent;
using Sagaz.Core.Failover;

namespace Sagaz.Operations.Failover;

/// <summary>Looks at several places at once, again and again, and keeps what changes.</summary>
public sealed class FailoverObserver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Sighting> sightings = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Task watching;
    private readonly Func<DateTimeOffset> now;

    private FailoverObserver(IReadOnlyList<ISightingSource> sources, Func<DateTimeOffset> now)
    {
        this.now = now;
        watching = Task.WhenAll(sources.Select(WatchAsync));
    }

    /// <summary>All changes so far.</summary>
    public IReadOnlyList<Sighting> Sightings => [.. sightings];

    /// <summary>Starts looking.</summary>
    /// <param name="sources">The places; each is asked in a loop of its own, so that one that hangs delays no other.</param>
    /// <param name="now">The clock that the acknowledgements are dated by.</param>
    public static FailoverObserver Start(IReadOnlyList<ISightingSource> sources, Func<DateTimeOffset> now) => new(sources, now);

    /// <summary>Stops looking.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching.ContinueWith(_ => { }, TaskScheduler.Default);
        stop.Dispose();
    }

    private async Task WatchAsync(ISightingSource source)
    {
        using var timer = new PeriodicTimer(source.Interval);
        var last = new Dictionary<SightingPlace, string>();
        while (!stop.IsCancellationRequested)
        {
            foreach (var (place, member) in await source.LookAsync(stop.Token))
            {
                if (last.TryGetValue(place, out var before) && before == member)
                    continue;
                last[place] = member;
                sightings.Enqueue(new Sighting(now(), place, member));
            }
            await timer.WaitForNextTickAsync(stop.Token);
        }
    }
}
