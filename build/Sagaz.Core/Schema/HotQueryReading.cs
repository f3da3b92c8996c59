namespace Sagaz.Core.Schema;

/// <summary>What EXPLAIN said about one hot query.</summary>
/// <param name="Query">The query.</param>
/// <param name="Plan">How it was planned.</param>
/// <param name="Scanned">Relations that the plan reads.</param>
public sealed record HotQueryReading(HotQuery Query, PlanKind Plan, IReadOnlyList<string> Scanned);
