using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Monitoring;

namespace Sagaz.Integration.Tests;

/// <summary>In every runtime: a live Prometheus of a live cluster answers whatever rules and dashboards ask it.</summary>
public abstract partial class MonitoringScenarios(SharedCluster watched)
{
    private protected TestCluster Cluster { get; } = watched.Cluster;

    [ClusterFact]
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

    [ClusterFact]
    public async Task Everything_is_scraped()
    {
        using var prometheus = Open();

        await Eventually.HoldsAsync("every target is up", Deadlines.Measured, async () =>
        {
            var targets = await prometheus.ReadTargetsAsync(CancellationToken.None);
            var jobs = targets.Where(target => target.Health == "up").Select(target => target.Job).Order(StringComparer.Ordinal);
            return jobs.SequenceEqual(["alertmanager", "etcd", "haproxy", "node", "patroni", "patroni", "pgbouncer", "pgbouncer", "postgres", "postgres", "prometheus"])
                ? null
                : string.Join("; ", targets.Select(target => $"{target.Job} {target.Health} {target.LastError}"));
        });
    }

    private PrometheusClient Open() => new(new Uri($"http://127.0.0.1:{Cluster.Port(19090)}/"));

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
