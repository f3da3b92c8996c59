using Sagaz.Core.Gates;

namespace Sagaz.Core.Replication;

/// <summary>Rows written through pgbouncer-rw arrive everywhere, in time, and nothing of them stays.</summary>
internal static class CanaryGates
{
    private static readonly Gate Committed =
        new("canary-committed", "Every canary row is committed through pgbouncer-rw", "the client's acknowledgements", "rows");

    private static readonly Gate OnReplicas =
        new("canary-on-replicas", "Every canary row is read on every replica", "the canary table, read on each replica directly", "rows");

    private static readonly Gate ThroughReadOnlyPool =
        new("canary-through-read-only-pool", "Every canary row is read through pgbouncer-ro", "the canary table, read through pgbouncer-ro", "rows");

    private static readonly Gate LagP99 =
        new("replication-lag-p99", "99 of 100 canary rows are visible on every replica in time", "the client's clock, from the commit's acknowledgement to the first read", "ms");

    private static readonly Gate LeftNothing =
        new("canary-left-nothing", "Nothing of the canary is left behind", "pg_namespace on the leader", "schemas");

    public static IEnumerable<GateResult> Judge(
        ReplicationExpectation expectation,
        ReplicationSnapshot snapshot,
        CanaryResult canary)
    {
        if (!canary.HasRun)
        {
            Gate[] unjudged = expectation.Replicas == 0
                ? [Committed, ThroughReadOnlyPool, LeftNothing]
                : [Committed, OnReplicas, ThroughReadOnlyPool, LagP99, LeftNothing];
            foreach (var gate in unjudged)
                yield return gate.NotRun(canary.NotRunReason);
            yield break;
        }

        yield return Committed.Exactly(canary.Committed, canary.Requested, canary.WriteFailure);
        if (expectation.Replicas > 0)
            yield return JudgeReadings(OnReplicas, Math.Max(expectation.Replicas, snapshot.Replicas.Count), canary.Replicas, canary);
        yield return JudgeReadings(ThroughReadOnlyPool, 1, canary.ReadOnlyPool, canary);
        if (expectation.Replicas > 0)
            yield return JudgeLag(expectation, canary);
        yield return LeftNothing.Exactly(canary.LeftBehind.Count, 0, string.Join("; ", canary.LeftBehind));
    }

    // The measured value is the worst observer's, and 0 when an observer is missing altogether.
    private static GateResult JudgeReadings(Gate gate, int observers, IReadOnlyList<CanaryReading> readings, CanaryResult canary)
    {
        var worst = readings.Count < observers ? 0 : readings.Min(reading => reading.Seen);
        var details = readings.Select(reading =>
            $"{reading.Observer}: {reading.Seen}" + (reading.Failure.Length == 0 ? "" : $" ({reading.Failure})"));
        return gate.Exactly(worst, canary.Requested, string.Join(", ", details));
    }

    private static GateResult JudgeLag(ReplicationExpectation expectation, CanaryResult canary)
    {
        var limit = expectation.LagLimit.TotalMilliseconds;
        var worst = canary.Replicas.Select(reading => reading.LagMilliseconds.P99).DefaultIfEmpty().Max();
        var details = string.Join("; ", canary.Replicas.Select(reading => $"{reading.Observer}: {reading.LagMilliseconds}"));
        var isWhole = canary.Replicas.Count >= expectation.Replicas
            && canary.Replicas.All(reading => reading.LagMilliseconds.Count == canary.Requested);
        return isWhole || worst >= limit
            ? LagP99.Below(worst, limit, details)
            : LagP99.NotRun($"Not every row arrived, so the percentile is not known. {details}".TrimEnd());
    }
}
