namespace Sagaz.Core.Load;

/// <summary>When requests begin.</summary>
public enum LoadArrivals
{
    /// <summary>Open loop at random moments, as independent users come: a Poisson process.</summary>
    Poisson,

    /// <summary>Open loop, one request after the same pause each.</summary>
    Constant,

    /// <summary>Closed loop: each client begins its next request when the last one was answered. For capacity, never for latency.</summary>
    Closed,
}
