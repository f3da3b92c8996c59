using Sagaz.Core.Gates;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Load;

/// <summary>Judges a load by what its clients saw and by what the servers say.</summary>
public static class LoadGates
{
    private const string Clients = "clients of the load, from the moment each request was due";

    /// <summary>The gates of one stage. A closed loop's latency is not judged: it leaves out what its clients could not ask meanwhile.</summary>
    /// <param name="stage">What was measured.</param>
    /// <param name="limits">The limits of the environment.</param>
    /// <param name="replicas">Replicas that there should be.</param>
    /// <param name="suffix">Tells gates of several stages apart, e.g. <c>-80</c>; empty for one alone.</param>
    public static GateReport Judge(LoadStage stage, TopologyLimits limits, int replicas, string suffix = "")
    {
        var load = limits.Load;
        var gates = new List<GateResult>();
        var isOpen = stage.Arrivals != LoadArrivals.Closed;
        if (isOpen && stage.Steps.Any(step => step.Kind == StepKind.Write))
        {
            gates.Add(Latency($"saga-write-p99{suffix}", "99 of 100 transactions of writes through pgbouncer-rw end in time", stage.Writes.P99, stage.Writes, load.SagaWriteP99));
            gates.Add(new Gate($"outbox-age-p99{suffix}", "99 of 100 events are claimed in time", "saga_outbox: claimed_at less created_at, which is before the commit; unclaimed events with their age", "ms")
                is var age && stage.Server.OutboxAge.Count > 0
                ? age.Below(stage.Server.OutboxAge.P99, load.OutboxAgeP99.TotalMilliseconds, Describe(stage.Server.OutboxAge))
                : age.NotRun("no event was written"));
        }
        if (isOpen && stage.Steps.Any(step => step.Kind == StepKind.Read))
            gates.Add(Latency($"analytics-p95{suffix}", "95 of 100 queries through pgbouncer-ro end in time", stage.Reads.P95, stage.Reads, load.AnalyticsP95));
        if (replicas > 0)
        {
            var lag = new Gate($"replication-lag-p99{suffix}", "99 of 100 looks find every replica in time", "the leader's positions every 100 ms", "ms");
            gates.Add(stage.Server.Lag.Count > 0
                ? lag.Below(stage.Server.Lag.P99, limits.ReplicationLagP99.TotalMilliseconds, Describe(stage.Server.Lag))
                : lag.NotRun("no replica was seen"));
        }
        gates.Add(new Gate($"load-errors{suffix}", "Hardly any request fails", Clients, "per million").AtMost(
            stage.ErrorsPerMillion, load.ErrorsPerMillion, string.Join(", ", stage.Errors.Select(error => $"{error.Key}: {error.Value}"))));
        gates.Add(new Gate($"load-skipped{suffix}", "Hardly any request is skipped for being too late", Clients, "per million").AtMost(
            stage.SkippedPerMillion, load.SkippedPerMillion, $"{stage.Skipped} of {stage.Due}; too late after {load.SkipAfter.TotalSeconds:0.#} s"));
        gates.AddRange(stage.Operations.SelectMany(mark => During(mark, load, suffix)));
        return new GateReport(gates);
    }

    /// <summary>What the pool adds.</summary>
    public static GateReport JudgeOverhead(PoolOverhead overhead, LoadLimits limits)
    {
        GateResult One(string id, string title, double added) => new Gate(id, title, $"{overhead.Pooled.Count} pairs of statements, straight and through pgbouncer-rw", "ms")
            .Below(added, limits.PoolOverhead.TotalMilliseconds, $"straight p50 {overhead.Direct.P50:0.000}, p99 {overhead.Direct.P99:0.000}; pooled p50 {overhead.Pooled.P50:0.000}, p99 {overhead.Pooled.P99:0.000}");
        return new GateReport(
        [
            One("pool-overhead-p50", "The pool adds little to a statement's median", overhead.P50),
            One("pool-overhead-p99", "The pool adds little to a statement's 99th percentile", overhead.P99),
        ]);
    }

    /// <summary>How sick a poisoned queue became.</summary>
    public static GateReport JudgePoison(LoadStage stage, PoisonLimits limits) => new(
    [
        Latency("poison-claim-p99", "Workers still claim events in time", stage.Claims.P99, stage.Claims, limits.ClaimP99),
        new Gate("poison-dead-rows", "Dead rows of the outbox do not gather", "pg_stat_user_tables on the leader", "rows").AtMost(stage.Server.DeadRows, limits.DeadRows),
        new Gate("poison-snapshot-age", "No snapshot keeps dead rows alive", "pg_stat_activity and pg_replication_slots on the leader", "transactions").AtMost(stage.Server.SnapshotAge, limits.SnapshotAge),
    ]);

    private static IEnumerable<GateResult> During(OperationMark mark, LoadLimits limits, string suffix)
    {
        var name = string.Concat(mark.Operation.ToString().Select((letter, index) => char.IsUpper(letter) && index > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
        yield return new Gate($"during-{name}-done{suffix}", $"{mark.Operation} ends well under load", "the operation itself").Holds(mark.Failure is null, mark.Failure ?? "");
        yield return new Gate($"during-{name}-errors{suffix}", $"No write fails while {mark.Operation} runs", Clients, "errors")
            .AtMost(mark.WriteErrors, 0, $"queries that failed: {mark.ReadErrors}");
        yield return Latency(
            $"during-{name}-p99{suffix}", $"99 of 100 writes end in time while {mark.Operation} runs", mark.Writes.P99, mark.Writes, limits.DuringP99[mark.Operation.ToString().ToLowerInvariant()]);
        if (mark.Operation == LoadOperation.MaintainPartitions)
        {
            yield return new Gate($"partition-maintenance{suffix}", "Partition maintenance is quick under load", "MaintainPartitions in the middle of the load", "s")
                .Below(mark.End - mark.Begin, limits.PartitionMaintenance.TotalSeconds);
        }
    }

    private static GateResult Latency(string id, string title, double measured, LatencyFigures figures, TimeSpan limit)
    {
        var gate = new Gate(id, title, Clients, "ms");
        return figures.Count > 0 ? gate.Below(measured, limit.TotalMilliseconds, Describe(figures)) : gate.NotRun("nothing ended");
    }

    private static string Describe(LatencyFigures figures) =>
        FormattableString.Invariant($"p50 {figures.P50:0.##}, p99 {figures.P99:0.##}, max {figures.Max:0.##}, {figures.Count} values");
}
