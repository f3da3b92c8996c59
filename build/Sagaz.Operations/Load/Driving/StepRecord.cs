using Sagaz.Core.Load;

namespace Sagaz.Operations.Load.Driving;

/// <summary>The histograms of one step.</summary>
internal sealed class StepRecord(LoadStep step)
{
    private readonly LatencyHistogram latency = new();
    private readonly LatencyHistogram service = new();
    private readonly LatencyHistogram[] roundTrips = [.. step.Script.RoundTrips.Select(_ => new LatencyHistogram())];

    public void Add(RequestSample request)
    {
        latency.Record(request.End - request.Due);
        service.Record(request.End - request.Begin);
    }

    public void Add(RoundTripSample roundTrip) => roundTrips[roundTrip.Index].Record(roundTrip.End - roundTrip.Due);

    public StepFigures Figures() => new()
    {
        Name = step.Name,
        Pool = step.Pool,
        Kind = step.Kind,
        Latency = latency.Figures(),
        Service = service.Figures(),
        RoundTrips = step.Script.RoundTrips.Zip(roundTrips).ToDictionary(pair => pair.First.Name, pair => pair.Second.Figures()),
    };

    public void AddTo(Dictionary<string, LatencyHistogram> all)
    {
        all[step.Name] = latency;
        all[$"{step.Name}-service"] = service;
        foreach (var (roundTrip, histogram) in step.Script.RoundTrips.Zip(roundTrips))
            all[$"{step.Name}-{roundTrip.Name.Replace(' ', '-')}"] = histogram;
    }
}
