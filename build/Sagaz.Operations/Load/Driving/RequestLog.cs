namespace Sagaz.Operations.Load.Driving;

/// <summary>What one client saw since it was last asked. The client appends, the collector takes all of it now and then.</summary>
internal sealed class RequestLog
{
    private readonly Lock gate = new();
    private (List<RequestSample> Requests, List<RoundTripSample> RoundTrips) open = ([], []);
    private (List<RequestSample> Requests, List<RoundTripSample> RoundTrips) spare = ([], []);

    public void Add(RequestSample request, ReadOnlySpan<RoundTripSample> roundTrips)
    {
        lock (gate)
        {
            open.Requests.Add(request);
            open.RoundTrips.AddRange(roundTrips);
        }
    }

    /// <summary>Everything since the last call; valid until the next one.</summary>
    public (List<RequestSample> Requests, List<RoundTripSample> RoundTrips) Take()
    {
        spare.Requests.Clear();
        spare.RoundTrips.Clear();
        lock (gate)
            (open, spare) = (spare, open);
        return spare;
    }
}
