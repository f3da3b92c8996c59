using Sagaz.Core.Errors;
using Sagaz.Core.Failover;
using Sagaz.Core.Gates;
using Sagaz.Core.Ledger;
using Sagaz.Core.Topology;
using Sagaz.Operations.Failover;
using Sagaz.Operations.Ledger;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>VerifyFailover</c>: breaks the cluster under the ledger's load, and judges what clients saw and what they lost.</summary>
public static class VerifyFailoverOfCluster
{
    private const string Guarded = "prod";
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(60);

    /// <param name="cluster">The cluster; whole and migrated.</param>
    /// <param name="request">What is played.</param>
    /// <param name="confirmation">Asked before anything is broken on prod.</param>
    /// <param name="print">Called with the table, also when gates refuse.</param>
    /// <param name="cancellationToken">Heals what is broken and ends.</param>
    /// <exception cref="GateRefusedException">An outage was too long, or something was lost.</exception>
    /// <exception cref="PreconditionException">There is no such scenario, too few members, or no confirmation.</exception>
    public static async Task<GateReport> RunAsync(
        ClusterContext cluster, FailoverRequest request, Confirmation confirmation, Action<IReadOnlyList<string>> print, CancellationToken cancellationToken)
    {
        if (cluster.Settings.Environment == Guarded)
            confirmation.Require($"VerifyFailover breaks members of '{cluster.Settings.ClusterName}' while others use it.", cluster.Settings.ClusterName);
        if (cluster.Topology.Members < 2)
            throw new PreconditionException("A cluster of 1 member has nobody to fail over to.", remedy: "./build.sh Up --replicas 1");
        var faults = FaultsOfCluster.Open(cluster);
        await faults.HealAllAsync(cancellationToken);
        var program = FailoverProgram.Of(request, faults.Offer);
        FailoverProgram.RequireMembers(cluster.Topology, program.SelectMany(group => group.Rounds));
        var clockwork = await FailoverStageOfCluster.ReadClockworkAsync(cluster, cancellationToken);
        await using var stage = new FailoverStageOfCluster(cluster, faults, clockwork);
        await stage.Stage.AwaitWholeAsync(cancellationToken);
        await LedgersOfCluster.RequireTablesAsync(cluster, cancellationToken);
        await LedgersOfCluster.RemoveLeftAsync(cluster, cancellationToken);
        TimeSpan? LimitOf(FailoverScenario scenario) => FailoverGates.LimitOf(scenario, cluster.Topology.Limits.Failover, clockwork);

        var gates = new List<GateResult>();
        var rounds = new List<FailoverRound>();
        try
        {
            foreach (var (name, scenarios) in program)
            {
                var (played, ledger) = await PlayAsync(cluster, stage.Stage, name, scenarios, rounds, cancellationToken);
                gates.AddRange(played.GroupBy(round => round.Scenario.Name).SelectMany(group =>
                    FailoverGates.Judge([.. group], OutagePrediction.Of(group.First().Scenario, clockwork), LimitOf(group.First().Scenario)).Results));
                gates.AddRange(LedgerGates.Judge(ledger, LossLimitOf(cluster, played), "-" + name).Results);
            }
        }
        finally
        {
            print([.. FailoverTable.Render(rounds, clockwork, LimitOf), .. FailoverProgram.NotApplicable(request, faults.Offer)]);
            FailoverMeasurements.Write(cluster.Recorder, rounds);
        }
        return cluster.RequireGates(new GateReport(gates));
    }

    private static async Task<(IReadOnlyList<FailoverRound> Rounds, LedgerVerdict Ledger)> PlayAsync(
        ClusterContext cluster, FailoverStage stage, string name, IReadOnlyList<FailoverScenario> scenarios, List<FailoverRound> all, CancellationToken cancellationToken)
    {
        var endpoints = cluster.Locate();
        var plan = LedgersOfCluster.Plan(endpoints, $"{cluster.Recorder.Id}-{name}");
        var runs = LedgersOfCluster.Open(cluster);
        using var phase = new Phase(cluster.Recorder, "failover-" + name);
        await stage.AwaitWholeAsync(cancellationToken);
        await using var ledger = runs.Begin(plan.Run);
        var played = new List<FailoverRound>();
        await using (var load = LedgerLoad.Start(plan, ledger))
        {
            var drive = new FailoverDrive(stage, ledger, load);
            foreach (var scenario in scenarios)
            {
                cluster.Log.Information($"{name}: round {played.Count + 1} of {scenarios.Count}, {scenario.Name}");
                played.Add(await drive.RunAsync(scenario, cancellationToken));
                all.Add(played[^1]);
            }
            await load.CompleteAsync(Drain);
        }
        var database = LedgersOfCluster.Rows(endpoints, plan);
        var stored = await LedgersOfCluster.AskAsync(cluster, database.ReadAsync, cancellationToken);
        var verdict = LedgerVerdict.Judge(await AckLedger.ReadAsync(ledger.Path, cancellationToken), stored);
        cluster.Recorder.Measure($"failover.{name}.acknowledgedRows", verdict.Acknowledged);
        cluster.Recorder.Measure($"failover.{name}.lostRows", verdict.Lost.Count);
        cluster.Recorder.Measure($"failover.{name}.unknownRows", verdict.Unknown.Count);
        cluster.Log.Information(
            $"ledger of {name}: {verdict.Acknowledged} of {verdict.Attempted} acknowledged, {verdict.Lost.Count} lost, {verdict.Unknown.Count} unknown; {ledger.Path}");
        await LedgersOfCluster.AskAsync(cluster, database.RemoveAsync, cancellationToken);
        runs.End(plan.Run);
        return (played, verdict);
    }

    private static int LossLimitOf(ClusterContext cluster, IReadOnlyList<FailoverRound> rounds) =>
        cluster.Topology.Durability == Durability.Async ? rounds.Sum(round => round.LossLimit) : 0;
}
