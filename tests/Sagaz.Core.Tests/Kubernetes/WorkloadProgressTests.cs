using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Core.Tests.Kubernetes;

public sealed class WorkloadProgressTests
{
    private const string Set = """{"kind": "StatefulSet", "metadata": {"name": "postgresql", "generation": 2}, "spec": {"replicas": 3}, "status": STATUS}""";
    private const string Deployment = """{"kind": "Deployment", "metadata": {"name": "pgbouncer-rw", "generation": 2}, "spec": {"replicas": 2}, "status": STATUS}""";

    [Theory]
    [InlineData("""{"observedGeneration": 2, "replicas": 3, "readyReplicas": 3, "updatedReplicas": 3, "currentRevision": "b", "updateRevision": "b"}""", true)]
    [InlineData("""{"observedGeneration": 1, "replicas": 3, "readyReplicas": 3, "updatedReplicas": 3, "currentRevision": "b", "updateRevision": "b"}""", false)]
    [InlineData("""{"observedGeneration": 2, "replicas": 3, "readyReplicas": 2, "updatedReplicas": 3, "currentRevision": "b", "updateRevision": "b"}""", false)]
    [InlineData("""{"observedGeneration": 2, "replicas": 3, "readyReplicas": 3, "updatedReplicas": 1, "currentRevision": "a", "updateRevision": "b"}""", false)]
    [InlineData("""{"observedGeneration": 2, "replicas": 5, "readyReplicas": 3, "updatedReplicas": 3, "currentRevision": "b", "updateRevision": "b"}""", false)]
    [InlineData("{}", false)]
    public void A_stateful_set_is_ready_when_every_pod_is_new_and_ready(string status, bool isReady)
    {
        Assert.Equal(isReady, WorkloadProgress.Of(Parse(Set, status)).IsReady);
    }

    [Theory]
    [InlineData("""{"observedGeneration": 2, "replicas": 2, "availableReplicas": 2, "updatedReplicas": 2}""", true)]
    [InlineData("""{"observedGeneration": 2, "replicas": 3, "availableReplicas": 2, "updatedReplicas": 2}""", false)]
    [InlineData("""{"observedGeneration": 2, "replicas": 2, "updatedReplicas": 2}""", false)]
    public void A_deployment_is_ready_when_only_new_pods_are_left_and_available(string status, bool isReady)
    {
        Assert.Equal(isReady, WorkloadProgress.Of(Parse(Deployment, status)).IsReady);
    }

    [Fact]
    public void Progress_says_what_is_missing()
    {
        var progress = WorkloadProgress.Of(Parse(Set, """{"observedGeneration": 2, "readyReplicas": 1, "updatedReplicas": 3}"""));

        Assert.Equal("postgresql has 1 of 3 pods ready, 3 of the newest template", progress.Text);
    }

    [Theory]
    [InlineData("""{"state": {"waiting": {"reason": "ImagePullBackOff", "message": "no such image"}}}""", "ImagePullBackOff")]
    [InlineData("""{"state": {"waiting": {"reason": "CrashLoopBackOff"}}}""", "CrashLoopBackOff")]
    [InlineData("""{"state": {"waiting": {"reason": "ContainerCreating"}}}""", null)]
    [InlineData("""{"state": {"running": {}}}""", null)]
    public void Trouble_is_what_rarely_passes(string container, string? reason)
    {
        var pod = JsonNode.Parse("""{"metadata": {"name": "postgresql-0"}, "status": {"containerStatuses": [CONTAINER]}}""".Replace("CONTAINER", container, StringComparison.Ordinal))!.AsObject();

        Assert.Equal(reason, PodTrouble.Of(pod)?.Reason);
    }

    private static JsonObject Parse(string text, string status) => JsonNode.Parse(text.Replace("STATUS", status, StringComparison.Ordinal))!.AsObject();
}
