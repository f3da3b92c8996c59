namespace Sagaz.Operations.Load.Driving;

/// <summary>One transaction or query of a request that ended well.</summary>
/// <param name="Step">Index of the step in the profile.</param>
/// <param name="Index">Which round trip of its script.</param>
/// <param name="Due">When it should have begun: the first one with its request, the others when the one before was answered.</param>
/// <param name="End">When it was answered.</param>
internal readonly record struct RoundTripSample(int Step, int Index, long Due, long End);
