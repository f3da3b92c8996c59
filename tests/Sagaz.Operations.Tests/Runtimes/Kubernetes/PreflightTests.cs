using System.Net;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

public sealed class PreflightTests : IAsyncLifetime
{
    private DeployerHarness harness = null!;

    public async Task InitializeAsync() => harness = await DeployerHarness.StartAsync();

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [RequiresToolFact("kubectl")]
    public async Task A_cluster_that_has_all_takes_the_deployment_and_is_not_changed()
    {
        var before = harness.Fake.Objects.Written.Count;

        var served = await harness.Preflight.RunAsync(SmallManifests.Of(), force: false, CancellationToken.None);

        Assert.Equal(SmallManifests.Of().Objects.Count, served.Objects.Count);
        Assert.Equal(before, harness.Fake.Objects.Written.Count);
    }

    [RequiresToolFact("kubectl")]
    public async Task A_missing_right_is_named()
    {
        harness.Fake.Denied.Add("patch statefulsets");
        harness.Fake.Denied.Add("create pods");

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => harness.Preflight.RunAsync(SmallManifests.Of(), force: false, CancellationToken.None));

        Assert.Contains("patch statefulsets.apps", refused.Message, StringComparison.Ordinal);
        Assert.Contains("create pods/portforward", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotRun, refused.ExitCode);
    }

    [RequiresToolFact("kubectl")]
    public async Task A_cluster_without_a_storage_class_is_refused()
    {
        harness.Fake.Objects.Delete("/apis/storage.k8s.io/v1/storageclasses/standard");

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => harness.Preflight.RunAsync(SmallManifests.Of(), force: false, CancellationToken.None));

        Assert.Contains("no default storage class", refused.Sentence, StringComparison.Ordinal);
    }

    [RequiresToolFact("kubectl")]
    public async Task A_quota_that_is_too_small_is_refused()
    {
        harness.Fake.Objects.Put("/api/v1/namespaces/sagaz/resourcequotas/small", JsonNode.Parse(
            """{"kind": "ResourceQuota", "metadata": {"name": "small"}, "status": {"hard": {"pods": "4"}}}""")!.AsObject());

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => harness.Preflight.RunAsync(SmallManifests.Of(), force: false, CancellationToken.None));

        Assert.Contains("allows 4 pods; the environment needs 5", refused.Sentence, StringComparison.Ordinal);
    }

    [RequiresToolFact("kubectl")]
    public async Task A_namespace_that_is_being_removed_is_waited_for_by_nobody_and_said()
    {
        var leaving = SmallManifests.Of().Of("Namespace").Single().Json;
        leaving["status"] = new JsonObject { ["phase"] = "Terminating" };
        harness.Fake.Objects.Put("/api/v1/namespaces/sagaz", leaving);

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => harness.Preflight.RunAsync(SmallManifests.Of(), force: false, CancellationToken.None));

        Assert.Contains("is being removed", refused.Sentence, StringComparison.Ordinal);
        Assert.Contains("wait --for delete namespace/sagaz", refused.Remedy, StringComparison.Ordinal);
    }

    [RequiresToolFact("kubectl")]
    public async Task What_admission_refuses_is_said_before_anything_is_changed()
    {
        harness.Fake.Objects.Put("/api/v1/namespaces/sagaz", SmallManifests.Of().Of("Namespace").Single().Json);
        harness.Fake.Faults.Refuse("PATCH " + SmallManifests.SetPath, HttpStatusCode.Forbidden, "Forbidden", "violates PodSecurity restricted: runAsNonRoot", times: 9);

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => harness.Preflight.RunAsync(SmallManifests.Of(), force: false, CancellationToken.None));

        Assert.Contains("violates PodSecurity", refused.Message, StringComparison.Ordinal);
        Assert.Null(harness.Fake.Objects.Find(SmallManifests.PoolPath));
    }

    [RequiresToolFact("kubectl")]
    public async Task Kinds_of_operators_that_are_not_there_are_left_out_and_said()
    {
        var watched = SmallManifests.Of() with { Objects = [.. SmallManifests.Of().Objects, Monitor] };
        await using var other = await DeployerHarness.StartAsync(ServedKind.Monitoring);

        var without = await harness.Preflight.RunAsync(watched, force: false, CancellationToken.None);
        var with = await other.Preflight.RunAsync(watched, force: false, CancellationToken.None);

        Assert.Empty(without.Of("PodMonitor"));
        Assert.Contains(harness.Log.Lines, line => line.Contains("monitoring.coreos.com", StringComparison.Ordinal));
        Assert.Single(with.Of("PodMonitor"));
    }

    private static ManifestObject Monitor => YamlObjects.Parse("{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: postgresql, namespace: sagaz}, spec: {}}")[0];
}
