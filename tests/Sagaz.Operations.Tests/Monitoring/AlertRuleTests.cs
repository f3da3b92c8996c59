using System.Text.RegularExpressions;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Tests.Monitoring;

/// <summary>The rules of deploy/monitoring, and Prometheus' own unit tests of them.</summary>
public sealed partial class AlertRuleTests
{
    private static readonly string[] Severities = ["critical", "warning"];

    public static TheoryData<string> RuleFiles => [.. MonitoringFiles.RuleFiles];

    [RequiresToolFact("promtool")]
    public async Task Prometheus_takes_every_rule()
    {
        (await PromtoolAsync(["check", "rules", "--lint=all", "--lint-fatal", .. MonitoringFiles.RuleFiles.Select(file => MonitoringFiles.Of("prometheus", "rules", file + ".yaml"))])).Require();
    }

    [RequiresToolTheory("promtool")]
    [MemberData(nameof(RuleFiles))]
    public async Task Alerts_fire_and_do_not_fire_as_their_unit_tests_say(string file)
    {
        (await PromtoolAsync(["test", "rules", MonitoringFiles.Of("prometheus", "tests", file + ".yaml")])).Require();
    }

    [Theory]
    [MemberData(nameof(RuleFiles))]
    public void Every_alert_has_a_unit_test_in_which_it_fires_and_one_in_which_it_does_not(string file)
    {
        var alerts = MonitoringFiles.Rules(file).Where(rule => rule.Children.ContainsKey("alert")).Select(rule => MonitoringFiles.Text(rule, "alert"));

        Assert.Equal(
            alerts.SelectMany(alert => new[] { (alert, false), (alert, true) }).Order(),
            MonitoringFiles.Expectations(file).Distinct().Order());
    }

    [Fact]
    public void Every_alert_says_how_bad_it_is_what_it_means_and_where_to_read_on()
    {
        var documented = File.ReadLines(RepositoryRoot.Of("docs", "alerts.md")).Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]).ToList();

        Assert.All(MonitoringFiles.Alerts, alert =>
        {
            var name = MonitoringFiles.Text(alert, "alert");
            var annotations = MonitoringFiles.Mapping(alert, "annotations");
            Assert.Contains(MonitoringFiles.Text(MonitoringFiles.Mapping(alert, "labels"), "severity"), Severities);
            Assert.NotEmpty(MonitoringFiles.Text(annotations, "summary"));
            Assert.NotEmpty(MonitoringFiles.Text(annotations, "description"));
            Assert.Equal($"docs/alerts.md#{name.ToLowerInvariant()}", MonitoringFiles.Text(annotations, "runbook"));
        });
        Assert.Equal(MonitoringFiles.Alerts.Select(alert => MonitoringFiles.Text(alert, "alert")).Order(), documented.Order());
    }

    [Fact]
    public void An_alert_compares_what_is_recorded_so_that_one_can_see_it_whether_or_not_it_fires()
    {
        var recorded = MonitoringFiles.RuleFiles.SelectMany(MonitoringFiles.Rules).Where(rule => rule.Children.ContainsKey("record"))
            .Select(rule => MonitoringFiles.Text(rule, "record")).ToHashSet();

        Assert.All(MonitoringFiles.Alerts, alert =>
        {
            var compared = Comparison().Matches(MonitoringFiles.Text(alert, "expr")).Select(match => match.Groups[1].Value).ToList();
            Assert.NotEmpty(compared);
            Assert.All(compared, name => Assert.Contains(name, recorded));
        });
    }

    private static Task<CommandResult> PromtoolAsync(IReadOnlyList<string> arguments) =>
        new CommandRunner(new ListLog()).RunAsync(new Command(ToolSearch.Find("promtool")!, [.. arguments]) { Deadline = TimeSpan.FromSeconds(40) });

    [GeneratedRegex(@"([\w:]+) (?:>|<|==) [\d* ]+")]
    private static partial Regex Comparison();
}
