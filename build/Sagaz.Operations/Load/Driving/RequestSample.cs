namespace Sagaz.Operations.Load.Driving;

/// <summary>What became of one request. Times in nanoseconds of the <see cref="LoadClock"/>.</summary>
/// <param name="Step">Index of the step in the profile.</param>
/// <param name="Due">When it should have begun.</param>
/// <param name="Begin">When it began.</param>
/// <param name="End">When it was answered.</param>
/// <param name="Error">SQLSTATE, <c>lost</c> or <c>timeout</c>; null when it ended well.</param>
/// <param name="WasIdle">Whether its client waited for the moment, and had nothing else to do.</param>
/// <param name="IsSkipped">Whether it was too late to begin.</param>
internal readonly record struct RequestSample(int Step, long Due, long Begin, long End, string? Error, bool WasIdle, bool IsSkipped);
