using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Core.Tests.Kubernetes;

public sealed class NetworkIsolationTests
{
    private static readonly Dictionary<string, string> Member = new() { ["app"] = "postgresql" };

    [Theory]
    [InlineData("""{"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}""", false)]
    [InlineData("""{"podSelector": {}, "egress": [{}]}""", true)]
    [InlineData("""{"podSelector": {"matchLabels": {"app": "postgresql"}}, "ingress": [{"ports": []}]}""", true)]
    [InlineData("""{"podSelector": {"matchLabels": {"app": "pgbouncer"}}, "ingress": [{}]}""", false)]
    [InlineData("""{"podSelector": {"matchExpressions": [{"key": "sagaz.io/cut-off", "operator": "DoesNotExist"}]}, "ingress": [{}]}""", false)]
    [InlineData("""{"podSelector": {"matchExpressions": [{"key": "sagaz.io/cut-off", "operator": "Exists"}]}, "ingress": [{}]}""", true)]
    public void A_policy_that_allows_a_cut_off_pod_something_is_named(string spec, bool isOpen)
    {
        var policy = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "theirs" }, ["spec"] = JsonNode.Parse(spec) };

        Assert.Equal(isOpen ? ["theirs"] : [], NetworkIsolation.StillOpen([policy], Member));
    }

    [Fact]
    public void A_selector_is_told_without_what_every_one_leaves_out()
    {
        var selector = JsonNode.Parse("""{"matchLabels": {"app": "a"}, "matchExpressions": [{"key": "sagaz.io/cut-off", "operator": "DoesNotExist"}, {"key": "b", "operator": "In", "values": ["c"]}]}""");

        Assert.Equal("app=a, b In (c)", LabelSelector.ToText(NetworkIsolation.WithoutMark(selector)));
        Assert.Equal("*", LabelSelector.ToText(NetworkIsolation.WithoutMark(JsonNode.Parse("{}"))));
    }
}
