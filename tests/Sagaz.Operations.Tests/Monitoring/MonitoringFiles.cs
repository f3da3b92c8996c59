using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Sagaz.Operations.Tests.Monitoring;

/// <summary>What deploy/monitoring holds.</summary>
internal static class MonitoringFiles
{
    private static string Folder => RepositoryRoot.Of("deploy", "monitoring");

    /// <summary>Files with rules, without their ending.</summary>
    public static IReadOnlyList<string> RuleFiles =>
        [.. Directory.GetFiles(Of("prometheus", "rules"), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    /// <summary>The rules of a file: those that alert have a key <c>alert</c>, the others <c>record</c>.</summary>
    public static IReadOnlyList<YamlMappingNode> Rules(string file) =>
        [.. Sequence(Load("prometheus", "rules", file + ".yaml"), "groups").SelectMany(group => Sequence(group, "rules"))];

    /// <summary>All rules that alert.</summary>
    public static IReadOnlyList<YamlMappingNode> Alerts => [.. RuleFiles.SelectMany(Rules).Where(rule => rule.Children.ContainsKey("alert"))];

    /// <summary>What the unit tests of a file expect of alerts.</summary>
    public static IReadOnlyList<(string Alert, bool Fires)> Expectations(string file) =>
    [
        .. Sequence(Load("prometheus", "tests", file + ".yaml"), "tests")
            .SelectMany(test => Sequence(test, "alert_rule_test"))
            .Select(expected => (Text(expected, "alertname"), Sequence(expected, "exp_alerts").Count > 0)),
    ];

    public static IReadOnlyList<(string Name, JsonNode Root)> Dashboards =>
    [
        .. Directory.GetFiles(Of("grafana", "dashboards"), "*.json").Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileNameWithoutExtension(file), JsonNode.Parse(File.ReadAllText(file))!)),
    ];

    public static string Of(params string[] parts) => Path.Combine([Folder, .. parts]);

    public static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node.Children[key]).Value!;

    public static YamlMappingNode Mapping(YamlMappingNode node, string key) => (YamlMappingNode)node.Children[key];

    private static IReadOnlyList<YamlMappingNode> Sequence(YamlMappingNode node, string key) =>
        [.. ((YamlSequenceNode)node.Children[key]).Children.Cast<YamlMappingNode>()];

    private static YamlMappingNode Load(params string[] parts)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Of(parts))));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
