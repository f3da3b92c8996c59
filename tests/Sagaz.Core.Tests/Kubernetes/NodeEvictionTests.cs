using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Core.Tests.Kubernetes;

public sealed class NodeEvictionTests
{
    [Theory]
    [InlineData("{}", "node-a", "Running", true)]
    [InlineData("{}", "node-b", "Running", false)]
    [InlineData("{}", "node-a", "Pending", true)]
    [InlineData("{}", "node-a", "Succeeded", false)]
    [InlineData("{}", "node-a", "Failed", false)]
    [InlineData("""{"deletionTimestamp": "2026-01-01T00:00:00Z"}""", "node-a", "Running", false)]
    [InlineData("""{"annotations": {"kubernetes.io/config.mirror": "x"}}""", "node-a", "Running", false)]
    [InlineData("""{"ownerReferences": [{"kind": "DaemonSet"}]}""", "node-a", "Running", false)]
    [InlineData("""{"ownerReferences": [{"kind": "StatefulSet"}]}""", "node-a", "Running", true)]
    public void A_drain_takes_what_can_leave_the_node(string metadata, string node, string phase, bool isTaken)
    {
        var pod = new JsonObject { ["metadata"] = JsonNode.Parse(metadata), ["spec"] = new JsonObject { ["nodeName"] = node }, ["status"] = new JsonObject { ["phase"] = phase } };

        Assert.Equal(isTaken, NodeEviction.Takes(pod, "node-a"));
    }
}
