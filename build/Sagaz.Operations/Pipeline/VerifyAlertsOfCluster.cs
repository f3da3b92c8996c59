using Sagaz.Core.Errors;
using Sagaz.Core.Gates;
using Sagaz.Core.Monitoring;
using Sagaz.Operations.Monitoring;
using Sagaz.Operations.Monitoring.Scenarios;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>VerifyAlerts</c>: breaks the cluster on purpose and proves by gates that each alert comes and goes in time.</summary>
public static class VerifyAlertsOfCluster
{
    private const string Production = "prod";

    /// <param name="cluster">The cluster; it must be watched.</param>
    /// <param name="only">Name of one scenario; null for all.</param>
    /// <param name="confirmation">Asked in production.</param>
    /// <param name="cancellationToken">Ends it; what was broken is healed first.</param>
    /// <returns>The gates, all passed.</returns>
    /// <exception cref="PreconditionException">The cluster is not watched, there is no such scenario, or it was not confirmed.</exception>
    /// <exception cref="GateRefusedException">An alert came too late, not at all, or stayed.</exception>
    public static async Task<GateReport> RunAsync(ClusterContext cluster, string? only, Confirmation confirmation, CancellationToken cancellationToken)
    {
        if (!cluster.Topology.HasMonitoring)
            throw new PreconditionException($"The cluster '{cluster.Settings.ClusterName}' is not watched: nobody would raise an alert.", remedy: "./build.sh Up --monitoring");
        if (cluster.Settings.Environment == Production)
            confirmation.Require("VerifyAlerts stops members, the store and pools, one after the other, and holds up writes.", cluster.Settings.ClusterName);
        var endpoints = cluster.Locate();
        var leader = await LeaderLocation.FindAsync(cluster, endpoints, cancellationToken);
        using var patroni = ClusterContext.OpenPatroni(endpoints);
        using var prometheus = new PrometheusClient(endpoints.Prometheus);
        using var alertmanager = new AlertmanagerClient(endpoints.Alertmanager);
        var scenarios = Choose(AlertScenarios.Of(cluster.Runtime, endpoints, patroni, leader, cluster.Log), only);
        IReadOnlyList<AlertTrial> trials;
        using (new Phase(cluster.Recorder, "verify-alerts"))
        {
            var timings = await prometheus.ReadAlertsAsync(cancellationToken);
            trials = await new AlertTrials(alertmanager, timings, cluster.Log).HoldAsync(scenarios, cancellationToken);
        }
        using (new Phase(cluster.Recorder, "whole-again"))
        {
            await ClusterReadiness.AwaitLeaderAsync(cluster, patroni, cancellationToken);
            await ClusterReadiness.AwaitReplicasAsync(cluster, patroni, cancellationToken);
            await ClusterReadiness.AwaitPoolsAsync(cluster, endpoints, cancellationToken);
        }
        foreach (var trial in trials.Where(trial => trial.FiredAfter is not null))
            cluster.Recorder.Measure($"alerts.{trial.Scenario}.{trial.Alert.Name}.firedAfterSeconds", trial.FiredAfter!.Value.TotalSeconds);
        return cluster.RequireGates(AlertGates.Judge(trials));
    }

    private static IReadOnlyList<IAlertScenario> Choose(IReadOnlyList<IAlertScenario> scenarios, string? only)
    {
        if (only is null)
            return scenarios;
        var names = scenarios.Select(scenario => scenario.Name).ToList();
        var chosen = scenarios.Where(scenario => scenario.Name == only).ToList();
        if (chosen.Count > 0)
            return chosen;
        var nearest = NearestName.Find(only, names);
        throw new PreconditionException(
            $"There is no scenario '{only}'{(nearest is null ? "." : $"; did you mean '{nearest}'?")}", ["known: " + string.Join(", ", names)]);
    }
}
