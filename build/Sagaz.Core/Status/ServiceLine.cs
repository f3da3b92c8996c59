namespace Sagaz.Core.Status;

/// <summary>Any other process of the cluster in the status.</summary>
/// <param name="Name">Service name.</param>
/// <param name="State"><c>running</c> or <c>down</c>.</param>
/// <param name="Endpoint">Where it listens.</param>
public sealed record ServiceLine(string Name, string State, string Endpoint);
