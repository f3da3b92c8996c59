using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

public sealed class RepeatedWarningsTests
{
    private readonly ListLog log = new();
    private readonly RepeatedWarnings warnings;

    public RepeatedWarningsTests() => warnings = new(log, TimeSpan.FromSeconds(90));

    [Fact]
    public void What_happened_before_and_not_again_is_past()
    {
        Look(0, count: 7);
        Look(200, count: 7);

        Assert.Empty(log.Lines);
    }

    [Fact]
    public void What_happens_again_is_told_once_and_may_pass()
    {
        Look(0, count: 1);
        Look(1, count: 2);
        Look(2, count: 3);
        Look(200, count: 3);

        Assert.Contains("exceeded quota", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void What_still_happens_after_long_does_not_pass()
    {
        Look(0, count: 1);
        Look(89, count: 2);

        Assert.Throws<OperationFailedException>(() => Look(91, count: 3));
    }

    [Fact]
    public void Is_nothing_to_a_workload_that_has_its_pods()
    {
        Look(0, count: 1, replicas: 3, updated: 1);
        Look(100, count: 2, replicas: 3, updated: 1);

        Assert.Empty(log.Lines);
    }

    private void Look(int second, int count, int replicas = 0, int updated = 0) => warnings.RequireNone(
        [Read($$"""{"metadata": {"uid": "1"}, "reason": "FailedCreate", "message": "exceeded quota", "count": {{count}}, "involvedObject": {"kind": "StatefulSet", "name": "postgresql"} }""")],
        [],
        [Read($$"""{"kind": "StatefulSet", "metadata": {"name": "postgresql"}, "spec": {"replicas": 3}, "status": {"replicas": {{replicas}}, "updatedReplicas": {{updated}} } }""")],
        TimeSpan.FromSeconds(second));

    private static JsonObject Read(string json) => JsonNode.Parse(json)!.AsObject();
}
