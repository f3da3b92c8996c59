namespace Sagaz.Core.Load;

/// <summary>One closed loop of the search for the knee.</summary>
/// <param name="Connections">Clients at once.</param>
/// <param name="PerSecond">Requests that ended well, a second.</param>
/// <param name="EventsPerSecond">Events that were written, a second.</param>
/// <param name="P50">Half of the transactions and queries; milliseconds.</param>
/// <param name="P99">99 of 100 of them; milliseconds.</param>
public sealed record CapacityPoint(int Connections, double PerSecond, double EventsPerSecond, double P50, double P99);
