namespace Sagaz.Core.Failover;

/// <summary>One summand of a predicted outage.</summary>
/// <param name="Name">What takes the time, with the setting's name.</param>
/// <param name="Longest">How long it takes at most.</param>
public sealed record OutagePart(string Name, TimeSpan Longest);
