using Sagaz.Core.Gates;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Failover;

/// <summary>Judges a scenario's rounds by what was predicted and by what is allowed.</summary>
public static class FailoverGates
{
    private const string Source = "acknowledgements at the writers, through pgbouncer-rw";

    /// <summary>The gates of one scenario.</summary>
    /// <param name="rounds">Rounds of one scenario, one at least.</param>
    /// <param name="prediction">What a writer should see at most.</param>
    /// <param name="limit">What a writer may see, as the median; null where only the prediction binds.</param>
    public static GateReport Judge(IReadOnlyList<FailoverRound> rounds, OutagePrediction prediction, TimeSpan? limit)
    {
        var scenario = rounds[0].Scenario;
        var outages = rounds.Select(round => round.WriterOutage.TotalSeconds).ToList();
        var failures = rounds.SelectMany(round => round.WriterFailures).ToList();
        var predicted = new Gate($"failover-{scenario.Name}-predicted", $"No writer waits longer than predicted: {scenario.Name}", Source, "s")
            .AtMost(outages.Max(), prediction.Longest.TotalSeconds, $"predicted: {prediction}; rounds: {Text(outages)}");
        var allowed = limit is { } bound
            ? [new Gate($"failover-{scenario.Name}-limit", $"The median of the writers' outages is within its limit: {scenario.Name}", Source, "s")
                .AtMost(Median(outages), bound.TotalSeconds, $"rounds: {Text(outages)}")]
            : Array.Empty<GateResult>();
        var undisturbed = scenario.MayFailWriters
            ? Array.Empty<GateResult>()
            : [new Gate($"failover-{scenario.Name}-errors", $"No writer gets an error: {scenario.Name}", Source, "errors")
                .AtMost(failures.Count, 0, string.Join("; ", failures.Distinct().Take(3)))];
        return new GateReport([predicted, .. allowed, .. undisturbed]);
    }

    /// <summary>The limit of a scenario; null where there is none. A member whose restart may outlive its key is as good as lost.</summary>
    public static TimeSpan? LimitOf(FailoverScenario scenario, FailoverLimits limits, Clockwork clock) => scenario switch
    {
        { Fault: "kill-postmaster", Target: ScenarioTarget.Leader } => limits.PostmasterKilled,
        { Fault: "kill-member", Target: ScenarioTarget.Leader } when !OutagePrediction.MayOutliveKey(clock) => limits.MemberKilled,
        { Fault: "kill-member" or "lose-member", Target: ScenarioTarget.Leader } => clock.Ttl + limits.MemberLostBeyondTtl,
        { Fault: "freeze-postgres", Target: ScenarioTarget.Leader } => limits.LeaderFrozen + clock.PastFrozenServer.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Longest),
        { Fault: "kill-pool", Target: ScenarioTarget.WritePool } => limits.PoolerRestarted,
        _ => null,
    };

    /// <summary>The middle one; of an even number the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static string Text(IEnumerable<double> seconds) =>
        string.Join(", ", seconds.Select(value => value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)));
}
