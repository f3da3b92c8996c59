using Sagaz.Core.Load;

namespace Sagaz.Operations.Load.Driving;

/// <summary>A load second by second: what was due in each, and what ended in each.</summary>
/// <param name="length">Seconds of the run; what ends later counts into the last one.</param>
internal sealed class SecondBook(int length)
{
    private readonly long[] due = new long[length];
    private readonly LoadSecond?[] closed = new LoadSecond?[length];
    private readonly Dictionary<int, Open> open = [];
    private int next;

    public IReadOnlyList<LoadSecond> All
    {
        get
        {
            Close(length);
            return [.. closed.Select((second, at) => (second ?? Empty(at)) with { Due = due[at] })];
        }
    }

    public void Add(RequestSample request)
    {
        due[SecondOf(request.Due)]++;
        var second = At(request.End);
        if (request.IsSkipped)
            second.Skipped++;
        else if (request.Error is not null)
            second.Errors++;
        else
            second.Done++;
        second.Lag.Record(request.Begin - request.Due);
    }

    public void Add(RoundTripSample roundTrip) => At(roundTrip.End).Latency.Record(roundTrip.End - roundTrip.Due);

    /// <summary>Nothing more can end in the seconds before this one.</summary>
    /// <returns>The last of them; null when there is none.</returns>
    public LoadSecond? Close(int before)
    {
        for (; next < Math.Min(before, length); next++)
        {
            if (open.Remove(next, out var second))
                closed[next] = second.ToSecond(next);
        }
        return next > 0 ? closed[next - 1] : null;
    }

    private int SecondOf(long moment) => (int)Math.Clamp(moment / LoadClock.Second, 0, length - 1);

    private Open At(long end)
    {
        // A second that is closed already: its client was slow to tell.
        var second = Math.Max(next < length ? next : length - 1, SecondOf(end));
        if (!open.TryGetValue(second, out var found))
            open[second] = found = new Open();
        return found;
    }

    private static LoadSecond Empty(int at) => new() { At = at, Due = 0, Done = 0, Errors = 0, Skipped = 0, P50 = 0, P99 = 0, Max = 0, LagP99 = 0 };

    private sealed class Open
    {
        public long Done { get; set; }

        public long Errors { get; set; }

        public long Skipped { get; set; }

        public LatencyHistogram Latency { get; } = new();

        public LatencyHistogram Lag { get; } = new();

        public LoadSecond ToSecond(int at) => new()
        {
            At = at,
            Due = 0,
            Done = Done,
            Errors = Errors,
            Skipped = Skipped,
            P50 = Latency.At(50),
            P99 = Latency.At(99),
            Max = Latency.At(100),
            LagP99 = Lag.At(99),
        };
    }
}
