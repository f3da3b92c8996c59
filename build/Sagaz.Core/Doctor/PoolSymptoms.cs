namespace Sagaz.Core.Doctor;

/// <summary>One pool as its console shows it.</summary>
/// <param name="Name">Service name.</param>
/// <param name="Size">Servers that it may have for clients.</param>
/// <param name="IsPaused">Whether it lets its clients wait; null when it does not answer.</param>
/// <param name="Servers">Servers in use.</param>
/// <param name="Waiting">Clients that wait for one.</param>
/// <param name="LongestWait">How long the first of them has waited.</param>
public sealed record PoolSymptoms(string Name, int Size, bool? IsPaused, int Servers, int Waiting, TimeSpan LongestWait);
