using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sagaz.Core.Gates;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Monitoring;

namespace Sagaz.Integration.Tests;

/// <summary>A live Prometheus of a live cluster answers whatever rules and dashboards ask it.</summary>
[Collection(OwnClusterGroup.Name)]
public sealed partial class MonitoringTests(WatchedCluster watched) : IClassFixture<WatchedCluster>
{
    [MonitoringFact]
    public async Task Every_recorded_value_every_alerts_value_and_every_panel_has_data()
    {
        using var prometheus = Open();
        var expressions = RuleExpressions().Concat(PanelExpressions()).Distinct().ToList();
        Assert.True(expressions.Count > 100, "The expressions were not found.");

        await Eventually.HoldsAsync("every expression has data", Deadlines.Measured, async () =>
        {
            var silent = new List<string>();
            foreach (var expression in expressions)
            {
                if ((await prometheus.QueryAsync(expression, CancellationToken.None)).Count == 0)
                    silent.Add(expression);
            }
            return silent.Count == 0 ? null : $"{silent.Count} of {expressions.Count} have none: {string.Join("; ", silent)}";
        });
    }

    [MonitoringFact]
    public async Task Everything_is_scraped_and_a_whole_cluster_raises_no_alert()
    {
        using var prometheus = Open();
        using var alertmanager = new AlertmanagerClient(new Uri($"http://127.0.0.1:{watched.Cluster.Port(19093)}/"));

        var targets = await prometheus.ReadTargetsAsync(CancellationToken.None);

        Assert.Equal(
            ["alertmanager", "etcd", "haproxy", "node", "patroni", "patroni", "pgbouncer", "pgbouncer", "postgres", "postgres", "prometheus"],
            targets.Select(target => target.Job).Order());
        Assert.All(targets, target => Assert.Equal(("up", ""), (target.Health, target.LastError)));
        // What the first start raised, while replicas were cloned, goes by itself; how full this machine's disk is, is not the cluster's doing.
        await Eventually.HoldsAsync("nothing is alerted", Deadlines.Measured, async () =>
        {
            var alerts = (await alertmanager.ReadActiveAsync(CancellationToken.None)).Select(alert => alert["alertname"]).Where(name => name != "DiskNearlyFull").ToList();
            return alerts.Count == 0 ? null : string.Join(", ", alerts);
        });
    }

    [MonitoringFact]
    public async Task A_later_Up_keeps_the_monitoring_and_changes_nothing()
    {
        var up = (await watched.Cluster.RunAsync("Up")).Exits(0);

        Assert.Contains("nothing changed", up.Output, StringComparison.Ordinal);
        var status = await watched.Cluster.StatusAsync();
        Assert.Equal(["running", "running"], status.Services.Where(service => service.Name is "prometheus" or "alertmanager").Select(service => service.State));
    }

    [MonitoringFact]
    public async Task No_log_and_no_process_of_it_shows_a_password()
    {
        var passwords = watched.Cluster.Passwords.Values.ToList();
        var logs = Directory.GetFiles(Path.Combine(watched.Cluster.State, "logs"), "current", SearchOption.AllDirectories);

        Assert.True(logs.Length > 10, "The logs were not found.");
        foreach (var log in logs)
        {
            var text = await File.ReadAllTextAsync(log);
            Assert.DoesNotContain(passwords, password => text.Contains(password, StringComparison.Ordinal));
        }
        Assert.DoesNotContain(watched.Cluster.Processes, process => process.CommandLine.Any(argument => passwords.Any(password => argument.Contains(password, StringComparison.Ordinal))));
    }

    [MonitoringFact]
    public async Task A_replica_that_is_stopped_raises_its_alerts_in_time_and_is_healed()
    {
        (await watched.Cluster.RunAsync("VerifyAlerts", "--alert-scenario", "stopped-replica")).Exits(0);

        var report = watched.Cluster.ReadReport();
        Assert.Equal(6, report.Gates.Results.Count);
        Assert.All(report.Gates.Results, gate => Assert.Equal(Verdict.Pass, gate.Verdict));
        await watched.Cluster.IsWholeAsync();
    }

    private PrometheusClient Open() => new(new Uri($"http://127.0.0.1:{watched.Cluster.Port(19090)}/"));

    /// <summary>Recorded values by their names and by their expressions; an alert compares recorded values with limits.</summary>
    private static IEnumerable<string> RuleExpressions() => Directory.GetFiles(RepositoryRoot.Of("deploy", "monitoring", "prometheus", "rules"), "*.yaml")
        .SelectMany(file => Recorded().Matches(File.ReadAllText(file)))
        .SelectMany(rule => new[] { rule.Groups["name"].Value, rule.Groups["expr"].Value });

    private static IEnumerable<string> PanelExpressions() => Directory.GetFiles(RepositoryRoot.Of("deploy", "monitoring", "grafana", "dashboards"), "*.json")
        .SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!["panels"]!.AsArray())
        .SelectMany(panel => panel!["targets"]!.AsArray())
        .Select(target => target!["expr"]!.GetValue<string>());

    [GeneratedRegex(@"- record: (?<name>\S+)\n +expr: (?:\|\n)?(?<expr>.*?)(?=\n\s*(?:\n|- ))", RegexOptions.Singleline)]
    private static partial Regex Recorded();
}
