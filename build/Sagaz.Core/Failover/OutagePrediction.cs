namespace Sagaz.Core.Failover;

/// <summary>The longest outage that a writer should see, as a sum whose summands have names.</summary>
/// <param name="Parts">The summands.</param>
public sealed record OutagePrediction(IReadOnlyList<OutagePart> Parts)
{
    /// <summary>The sum.</summary>
    public TimeSpan Longest => Parts.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Longest);

    /// <inheritdoc />
    public override string ToString() => string.Join(" + ", Parts.Select(part => $"{part.Name} {part.Longest.TotalSeconds:0.##}"));

    /// <summary>The prediction for a writer in a scenario.</summary>
    /// <exception cref="ArgumentException">There is no prediction for its fault and target.</exception>
    public static OutagePrediction Of(FailoverScenario scenario, Clockwork clock) => new(scenario switch
    {
        { Fault: "kill-postmaster", Target: ScenarioTarget.Leader } =>
            [new("Patroni's next round (loop_wait)", clock.LoopWait), .. Failover(Allowances.Election)],
        { Fault: "fill-disk", Target: ScenarioTarget.Leader } =>
            [new("until WAL is next extended", Allowances.DiskNoticed), new("Patroni's next round (loop_wait)", clock.LoopWait), .. Failover(Allowances.Election)],
        { Fault: "kill-member", Target: ScenarioTarget.Leader } =>
            [new("supervisor's restart", clock.SupervisorRestart), new("Patroni starts", Allowances.PatroniStart), new("its first rounds (loop_wait)", clock.LoopWait), .. Failover(Allowances.Election)],
        { Fault: "lose-member", Target: ScenarioTarget.Leader } =>
            [new("key expires (ttl)", clock.Ttl), new("lost leader does not answer the candidate", Allowances.LostPeer), .. Failover(Allowances.Election)],
        { Fault: "freeze-postgres" or "freeze-patroni" or "partition-member", Target: ScenarioTarget.Leader } =>
            [new("key expires (ttl)", clock.Ttl), new("old leader does not answer the candidate", Allowances.SilentPeer), .. Failover(Allowances.Election)],
        { Fault: "kill-member" or "lose-member" or "skew-clock" or "corrupt-wal" or "drop-slot", Target: ScenarioTarget.Replica } =>
            [new("Patroni's rounds until commits do not wait for it (2 x loop_wait)", 2 * clock.LoopWait), new("a busy machine", Allowances.Busy)],
        { Target: ScenarioTarget.Store } => [new("a busy machine", Allowances.Busy)],
        { Target: ScenarioTarget.ReadPool } => [new("a busy machine", Allowances.Busy)],
        { Fault: "kill-proxy" or "kill-pool" } => [new("supervisor's restart", clock.SupervisorRestart), .. Reached()],
        { Fault: "stop-proxy" or "stop-pool" } => [new("until it is healed", scenario.Held), new("supervisor's start", clock.SupervisorRestart), .. Reached()],
        _ => throw new ArgumentException($"There is no prediction for {scenario.Fault} of {scenario.Target}.", nameof(scenario)),
    });

    private static IEnumerable<OutagePart> Failover(TimeSpan election) =>
    [
        new("replica takes the key", election),
        new("replica is promoted", Allowances.Promotion),
        new("HAProxy's next check (downinter)", Clockwork.ProxyRise * Clockwork.ProxyDownInterval),
        .. Reached(),
    ];

    private static IEnumerable<OutagePart> Reached() =>
        [new("PgBouncer logs in (server_login_retry)", Clockwork.PoolLoginRetry), new("client connects again", Clockwork.ClientReconnect), new("a busy machine", Allowances.Busy)];

    /// <summary>What no setting bounds: measured on two shared cores, with room.</summary>
    private static class Allowances
    {
        public static readonly TimeSpan Election = TimeSpan.FromSeconds(0.5);
        public static readonly TimeSpan Promotion = TimeSpan.FromSeconds(1);
        public static readonly TimeSpan PatroniStart = TimeSpan.FromSeconds(2);
        public static readonly TimeSpan LostPeer = TimeSpan.FromSeconds(2);
        public static readonly TimeSpan SilentPeer = TimeSpan.FromSeconds(4);
        public static readonly TimeSpan DiskNoticed = TimeSpan.FromSeconds(1);
        public static readonly TimeSpan Busy = TimeSpan.FromSeconds(1);
    }
}
