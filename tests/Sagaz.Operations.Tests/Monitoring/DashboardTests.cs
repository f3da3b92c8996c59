namespace Sagaz.Operations.Tests.Monitoring;

public sealed class DashboardTests
{
    [Fact]
    public void There_is_a_dashboard_for_each_concern()
    {
        Assert.Equal(["outbox", "overview", "partitions", "pools", "replication"], MonitoringFiles.Dashboards.Select(board => board.Name));
    }

    [Fact]
    public void Panels_have_numbers_of_their_own_do_not_overlap_and_ask_the_provisioned_source()
    {
        Assert.Contains("uid: prometheus", File.ReadAllText(MonitoringFiles.Of("grafana", "provisioning", "datasources", "prometheus.yaml")), StringComparison.Ordinal);
        Assert.All(MonitoringFiles.Dashboards, board =>
        {
            var panels = board.Root["panels"]!.AsArray();
            var cells = panels.SelectMany(panel => Cells(panel!["gridPos"]!)).ToList();
            Assert.Equal($"sagaz-{board.Name}", board.Root["uid"]!.GetValue<string>());
            Assert.Equal(panels.Count, panels.Select(panel => panel!["id"]!.GetValue<int>()).Distinct().Count());
            Assert.Equal(cells.Count, cells.Distinct().Count());
            Assert.All(panels, panel => Assert.Equal("prometheus", panel!["datasource"]!["uid"]!.GetValue<string>()));
        });
    }

    private static IEnumerable<(int X, int Y)> Cells(System.Text.Json.Nodes.JsonNode place)
    {
        int Of(string key) => place[key]!.GetValue<int>();
        return from x in Enumerable.Range(Of("x"), Of("w")) from y in Enumerable.Range(Of("y"), Of("h")) select (x, y);
    }
}
