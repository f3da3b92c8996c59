using Sagaz.Core.Load;

namespace Sagaz.Operations.Load.Driving;

/// <summary>What came of a load at its clients.</summary>
/// <param name="Stage">The figures.</param>
/// <param name="Histograms">All times, by the names of their files.</param>
public sealed record LoadResult(LoadStage Stage, IReadOnlyDictionary<string, LatencyHistogram> Histograms);
