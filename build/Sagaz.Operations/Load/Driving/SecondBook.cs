using Sagaz.Core.Load;

namespace Sagaz.Operations.Load.Driving;

/// <summary>A load second by second: what was due in each, and what ended in each.</summary>
internal sealed class SecondBook
{
    private readonly Dictionary<int, long> due = [];
    private readonly List<LoadSecond> closed = [];
    private readonly Dictionary<int, Open> open = [];

    /// <summary>All seconds; some more than the load took, where requests ended later.</summary>
    /// <param name="length">Seconds that the load took.</param>
    public IReadOnlyList<LoadSecond> Complete(int length)
    {
        Close(open.Keys.Append(length - 1).Max() + 1);
        return [.. closed.Select((second, at) => second with { Due = due.GetValueOrDefault(at) })];
    }

    public void Add(RequestSample request)
    {
        var at = SecondOf(request.Due);
        due[at] = due.GetValueOrDefault(at) + 1;
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
        while (closed.Count < before)
            closed.Add((open.Remove(closed.Count, out var second) ? second : new Open()).ToSecond(closed.Count));
        return closed.Count > 0 ? closed[^1] : null;
    }

    private static int SecondOf(long moment) => (int)(moment / LoadClock.Second);

    private Open At(long end)
    {
        // A second that is closed already: its client was slow to tell.
        var second = Math.Max(closed.Count, SecondOf(end));
        if (!open.TryGetValue(second, out var found))
            open[second] = found = new Open();
        return found;
    }

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
