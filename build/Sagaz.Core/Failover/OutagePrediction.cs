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
            [new("Patroni's next round (loop_wait)", clock.LoopWait), .. Failover(clock)],
        { Fault: "fill-disk", Target: ScenarioTarget.Leader } =>
            [new("until WAL is next extended", Allowances.DiskNoticed), new("Patroni's next round (loop_wait)", clock.LoopWait), .. Failover(clock)],
        // What is restarted only after its key has expired finds another leader.
        { Fault: "kill-member", Target: ScenarioTarget.Leader } when MayOutliveKey(clock) =>
            [new("key expires before its restart (ttl)", clock.Ttl), new("lost leader does not answer the candidate", Allowances.LostPeer), .. Failover(clock)],
        { Fault: "kill-member", Target: ScenarioTarget.Leader } =>
            [new("supervisor's restart", clock.SupervisorRestart), new("Patroni starts", Allowances.PatroniStart), new("its first rounds (loop_wait)", clock.LoopWait), .. Failover(clock)],
        { Fault: "lose-member", Target: ScenarioTarget.Leader } =>
            [new("key expires (ttl)", clock.Ttl), new("lost leader does not answer the candidate", Allowances.LostPeer), .. Failover(clock)],
        { Fault: "delete-pod" or "drain-node", Target: ScenarioTarget.Leader } =>
            [new("old leader hands over in a round of Patroni's (loop_wait)", clock.LoopWait), new("old leader writes its last checkpoint and ends", Allowances.OrderlyEnd), .. Failover(clock)],
        { Fault: "freeze-postgres", Target: ScenarioTarget.Leader } when clock.PastFrozenServer.Count > 0 =>
            [new("key expires (ttl)", clock.Ttl), .. clock.PastFrozenServer, .. Reached()],
        { Fault: "freeze-postgres" or "freeze-patroni" or "partition-member", Target: ScenarioTarget.Leader } =>
            [new("key expires (ttl)", clock.Ttl), new("old leader does not answer the candidate", Allowances.SilentPeer), .. Failover(clock)],
        { Fault: "kill-member" or "lose-member" or "skew-clock" or "corrupt-wal" or "drop-slot", Target: ScenarioTarget.Replica } =>
            [new("Patroni's rounds until commits do not wait for it (2 x loop_wait)", 2 * clock.LoopWait), new("a busy machine", Allowances.Busy)],
        { Target: ScenarioTarget.Store } => [new("a busy machine", Allowances.Busy)],
        { Target: ScenarioTarget.ReadPool } => [new("a busy machine", Allowances.Busy)],
        { Fault: "kill-pool" } when clock.PastPooler is { } past => [past, .. Reached()],
        { Fault: "kill-proxy" or "kill-pool" } => [new("supervisor's restart", clock.SupervisorRestart), .. Reached()],
        { Fault: "stop-proxy" or "stop-pool" } => [new("until it is healed", scenario.Held), new("supervisor's start", clock.SupervisorRestart), .. Reached()],
        _ => throw new ArgumentException($"There is no prediction for {scenario.Fault} of {scenario.Target}.", nameof(scenario)),
    });

    /// <summary>Whether a member that is killed may come back only after its key has expired: a kubelet waits between restarts.</summary>
    public static bool MayOutliveKey(Clockwork clock) => clock.SupervisorRestart + Allowances.PatroniStart >= clock.Ttl;

    private static IEnumerable<OutagePart> Failover(Clockwork clock) =>
        [new("replica takes the key", Allowances.Election), new("replica is promoted", Allowances.Promotion), .. clock.LeadTo, .. Reached()];

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
        public static readonly TimeSpan OrderlyEnd = TimeSpan.FromSeconds(2);
        public static readonly TimeSpan DiskNoticed = TimeSpan.FromSeconds(1);
        public static readonly TimeSpan Busy = TimeSpan.FromSeconds(1);
    }
}
