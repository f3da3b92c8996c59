using Sagaz.Core.Load;

namespace Sagaz.Operations.Load.Driving;

/// <summary>Gathers what clients saw into histograms, once a second and on one thread.</summary>
internal sealed class LoadCollector
{
    private readonly LoadPlan plan;
    private readonly LoadTimeline timeline;
    private readonly StepRecord[] steps;
    private readonly SecondBook seconds = new();
    private readonly Dictionary<int, LatencyHistogram> during = [];
    private readonly Dictionary<StepKind, LatencyHistogram> kinds = Enum.GetValues<StepKind>().ToDictionary(kind => kind, _ => new LatencyHistogram());
    private readonly LatencyHistogram lag = new();
    private readonly LatencyHistogram lateness = new();
    private readonly SortedDictionary<string, long> errors = new(StringComparer.Ordinal);
    private long due;
    private long done;
    private long skipped;
    private long failedOrSkipped;

    public LoadCollector(LoadPlan plan, LoadTimeline timeline)
    {
        (this.plan, this.timeline) = (plan, timeline);
        steps = [.. plan.Profile.Steps.Select(step => new StepRecord(step))];
    }

    /// <summary>Takes what clients have seen since the last time.</summary>
    public void Take(IEnumerable<RequestLog> logs)
    {
        foreach (var log in logs)
        {
            var (requests, roundTrips) = log.Take();
            foreach (var request in requests)
                Add(request);
            foreach (var roundTrip in roundTrips)
                Add(roundTrip);
        }
    }

    /// <summary>The seconds before this one are over.</summary>
    public LoadProgress Close(double now)
    {
        var last = seconds.Close((int)now);
        return new LoadProgress(
            plan.Name, now, (plan.WarmUp + plan.Duration).TotalSeconds, last?.Done ?? 0, last?.P50 ?? 0, last?.P99 ?? 0, last?.LagP99 ?? 0, failedOrSkipped);
    }

    /// <summary>All that was measured by clients.</summary>
    /// <param name="measured">How long, without the warm-up.</param>
    /// <param name="describeGenerator">What the generator used for so many requests.</param>
    public LoadStage Complete(TimeSpan measured, Func<long, GeneratorFigures> describeGenerator) => new()
    {
        Name = plan.Name,
        Arrivals = plan.Arrivals,
        Rate = plan.Arrivals == LoadArrivals.Closed ? 0 : plan.Rate,
        Connections = (plan.Profile.Of(LoadPool.Rw).Count > 0 ? plan.WriteConnections : 0) + (plan.Profile.Of(LoadPool.Ro).Count > 0 ? plan.ReadConnections : 0),
        WarmUpSeconds = plan.WarmUp.TotalSeconds,
        Seconds = Math.Round(measured.TotalSeconds, 3),
        Due = due,
        Done = done,
        Skipped = skipped,
        Errors = new SortedDictionary<string, long>(errors, StringComparer.Ordinal),
        ScheduleLag = lag.Figures(),
        Writes = kinds[StepKind.Write].Figures(),
        Reads = kinds[StepKind.Read].Figures(),
        Claims = kinds[StepKind.Claim].Figures(),
        Steps = [.. steps.Select(step => step.Figures())],
        Series = seconds.Complete((int)Math.Ceiling((plan.WarmUp + measured).TotalSeconds)),
        Operations = timeline.Marks(index => during.TryGetValue(index, out var own) ? own.Figures() : LatencyFigures.Empty),
        Generator = describeGenerator(done) with { Lateness = lateness.Figures() },
    };

    /// <summary>The histograms of the run, by the names of their files.</summary>
    public IReadOnlyDictionary<string, LatencyHistogram> Histograms()
    {
        var all = new Dictionary<string, LatencyHistogram> { ["schedule-lag"] = lag };
        foreach (var (kind, histogram) in kinds)
            all[$"{kind.ToString().ToLowerInvariant()}s"] = histogram;
        foreach (var step in steps)
            step.AddTo(all);
        return all.Where(entry => entry.Value.Count > 0).ToDictionary(entry => entry.Key, entry => entry.Value);
    }

    private void Add(RequestSample request)
    {
        var isMeasured = request.Due >= plan.WarmUpNanoseconds;
        seconds.Add(request);
        if (request.IsSkipped || request.Error is not null)
            failedOrSkipped++;
        if (!isMeasured)
            return;
        due++;
        if (request.WasIdle)
            lateness.Record(request.Begin - request.Due);
        if (request.IsSkipped)
            skipped++;
        else if (request.Error is { } error)
        {
            errors[error] = errors.GetValueOrDefault(error) + 1;
            if (timeline.IndexAt(request.Due) is >= 0 and var operation)
                timeline.AddError(operation, plan.Profile.Steps[request.Step].Kind == StepKind.Read);
        }
        else
        {
            done++;
            lag.Record(request.Begin - request.Due);
            steps[request.Step].Add(request);
        }
    }

    private void Add(RoundTripSample roundTrip)
    {
        seconds.Add(roundTrip);
        if (roundTrip.Due < plan.WarmUpNanoseconds)
            return;
        var kind = plan.Profile.Steps[roundTrip.Step].Kind;
        steps[roundTrip.Step].Add(roundTrip);
        var operation = timeline.IndexAt(roundTrip.Due);
        if (operation < 0)
        {
            kinds[kind].Record(roundTrip.End - roundTrip.Due);
            return;
        }
        if (kind != StepKind.Write)
            return;
        if (!during.TryGetValue(operation, out var own))
            during[operation] = own = new LatencyHistogram();
        own.Record(roundTrip.End - roundTrip.Due);
    }
}
