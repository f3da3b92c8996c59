using Sagaz.Core.Failover;
using Sagaz.Core.Ledger;
using Sagaz.Operations.Ledger;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Failover;

/// <summary>Plays one scenario under the ledger's load: whole, broken, served again, healed, whole.</summary>
public sealed class FailoverDrive(FailoverStage stage, AckLedger ledger, LedgerLoad load)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private int rounds;

    /// <summary>One round. Whatever happens, the fault is healed before this returns.</summary>
    /// <exception cref="Core.Errors.DeadlinePassedException">Clients were not served again, or the cluster did not become whole.</exception>
    public async Task<FailoverRound> RunAsync(FailoverScenario scenario, CancellationToken cancellationToken)
    {
        await stage.AwaitWholeAsync(cancellationToken);
        await AwaitServedAsync(ledger.Now, "before the fault", cancellationToken);
        // The cluster became whole with a round of Patroni's: without this, every fault would meet the same moment of it.
        await Task.Delay(stage.Clockwork.MomentOf(++rounds), cancellationToken);
        var leader = await stage.FindLeaderAsync(cancellationToken) ?? "";
        var target = await stage.FindTargetAsync(scenario.Target, cancellationToken);
        await using var observer = FailoverObserver.Start(stage.Sources, () => ledger.Now);
        var broken = ledger.Now;
        var record = await stage.Faults.BreakAsync(scenario.Fault, target, CancellationToken.None);
        try
        {
            await AwaitEndAsync(scenario, leader, broken, cancellationToken);
        }
        finally
        {
            await stage.Faults.HealAsync(record, CancellationToken.None);
        }
        var healed = scenario.End == ScenarioEnd.Itself ? broken : ledger.Now;
        await stage.AwaitWholeAsync(cancellationToken);
        var whole = ledger.Now;
        await AwaitServedAsync(whole, "after the fault", cancellationToken);
        return Read(scenario, target, leader, observer.Sightings, broken, whole - healed);
    }

    private async Task AwaitEndAsync(FailoverScenario scenario, string leader, DateTimeOffset broken, CancellationToken cancellationToken)
    {
        if (scenario.End == ScenarioEnd.Held)
        {
            await Task.Delay(scenario.Held, cancellationToken);
            return;
        }
        await AwaitServedAsync(broken, $"again after {scenario.Name}", cancellationToken);
        if (!scenario.MovesLeader)
            return;
        await WaitFor.UntilAsync<bool>(
            "another leader",
            Patience,
            stage.Log,
            async token => await stage.FindLeaderAsync(token) is { } now && now != leader ? true : new NotYet($"{leader} leads, or nobody"),
            cancellationToken,
            interval: Deadlines.AskInterval);
        await AwaitServedAsync(ledger.Now, "by the new leader", cancellationToken);
    }

    /// <summary>Every client had an answer just now, for long enough after a moment.</summary>
    private Task<bool> AwaitServedAsync(DateTimeOffset since, string when, CancellationToken cancellationToken) => WaitFor.UntilAsync<bool>(
        $"all clients to be served {when}",
        Patience,
        stage.Log,
        _ => Task.FromResult<Observation<bool>>(ledger.Now - since > Settled && ledger.Now - load.Answers.Oldest < Quiet
            ? true
            : new NotYet($"one was last served {(ledger.Now - load.Answers.Oldest).TotalSeconds:0.0} s ago")),
        cancellationToken);

    private FailoverRound Read(
        FailoverScenario scenario, string target, string leader, IReadOnlyList<Sighting> sightings, DateTimeOffset broken, TimeSpan redundancy)
    {
        var (answers, now) = (load.Answers, ledger.Now);
        var writes = answers.To(ClientKind.Writer);
        // The last answers before the break belong to the watch: an outage begins with one.
        var from = broken - Quiet;
        return new FailoverRound
        {
            Scenario = scenario,
            Target = target,
            Phases = FailoverPhases.Read(broken, leader, sightings, writes),
            WriterOutage = answers.WorstOutage(ClientKind.Writer, from, now).Duration,
            WriteServiceOutage = answers.ServiceOutage(ClientKind.Writer, from, now).Duration,
            ReaderOutage = answers.WorstOutage(ClientKind.Reader, from, now).Duration,
            WriterFailures = answers.FailuresOf(ClientKind.Writer, broken, now),
            Redundancy = redundancy,
            LossLimit = LossLimit.Asynchronous(writes, answers.ServiceOutage(ClientKind.Writer, from, now), stage.Clockwork.Ttl),
        };
    }
}
