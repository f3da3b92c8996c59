using Sagaz.Core.Gates;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Monitoring;

namespace Sagaz.Integration.Tests;

/// <summary>A cluster that is watched natively, of which nothing else is asked.</summary>
[WatchedNatively]
public sealed class MonitoringTests(WatchedCluster watched) : MonitoringScenarios(watched), IClassFixture<WatchedCluster>
{
    [ClusterFact]
    public async Task A_whole_cluster_raises_no_alert()
    {
        using var alertmanager = new AlertmanagerClient(new Uri($"http://127.0.0.1:{Cluster.Port(19093)}/"));

        // What the first start raised, while replicas were cloned, goes by itself; how full this machine's disk is, is not the cluster's doing.
        await Eventually.HoldsAsync("nothing is alerted", Deadlines.Measured, async () =>
        {
            var alerts = (await alertmanager.ReadActiveAsync(CancellationToken.None)).Select(alert => alert["alertname"]).Where(name => name != "DiskNearlyFull").ToList();
            return alerts.Count == 0 ? null : string.Join(", ", alerts);
        });
    }

    [ClusterFact]
    public async Task A_later_Up_keeps_the_monitoring_and_changes_nothing()
    {
        var up = (await Cluster.RunAsync("Up")).Exits(0);

        Assert.Contains("nothing changed", up.Output, StringComparison.Ordinal);
        var status = await Cluster.StatusAsync();
        Assert.Equal(["running", "running"], status.Services.Where(service => service.Name is "prometheus" or "alertmanager").Select(service => service.State));
    }

    [ClusterFact]
    public async Task No_log_and_no_process_of_it_shows_a_password()
    {
        var passwords = Cluster.Passwords.Values.ToList();
        var logs = Directory.GetFiles(Path.Combine(Cluster.State, "logs"), "current", SearchOption.AllDirectories);

        Assert.True(logs.Length > 10, "The logs were not found.");
        foreach (var log in logs)
        {
            var text = await File.ReadAllTextAsync(log);
            Assert.DoesNotContain(passwords, password => text.Contains(password, StringComparison.Ordinal));
        }
        Assert.DoesNotContain(Cluster.Processes, process => process.CommandLine.Any(argument => passwords.Any(password => argument.Contains(password, StringComparison.Ordinal))));
    }

    [ClusterFact]
    public async Task A_replica_that_is_stopped_raises_its_alerts_in_time_and_is_healed()
    {
        (await Cluster.RunAsync("VerifyAlerts", "--alert-scenario", "stopped-replica")).Exits(0);

        var report = Cluster.ReadReport();
        Assert.Equal(6, report.Gates.Results.Count);
        Assert.All(report.Gates.Results, gate => Assert.Equal(Verdict.Pass, gate.Verdict));
        await Cluster.IsWholeAsync();
    }
}
