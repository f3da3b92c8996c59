using System.Net;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

public sealed class ImageCheckTests : IAsyncLifetime
{
    private const string PodPath = "/api/v1/namespaces/sagaz/pods/image-check";
    private DeployerHarness harness = null!;

    public async Task InitializeAsync()
    {
        harness = await DeployerHarness.StartAsync();
        harness.Fake.Objects.Put("/api/v1/namespaces/sagaz", SmallManifests.Of().Of("Namespace").Single().Json);
    }

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task A_node_that_has_every_image_is_asked_once_and_nothing_stays()
    {
        var images = harness.Images;

        await images.RequireAsync(SmallManifests.Of(), CancellationToken.None);
        await images.RequireAsync(SmallManifests.Of(), CancellationToken.None);

        Assert.Single(harness.Fake.Objects.Written, "Pod/image-check");
        Assert.Null(harness.Fake.Objects.Find(PodPath));
        Assert.Contains("3 of 3 images are on the node 'node-1'", harness.Log.Lines);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_namespace_that_has_no_account_for_pods_yet_is_asked_again()
    {
        harness.Fake.Faults.Refuse(
            "POST /api/v1/namespaces/sagaz/pods", HttpStatusCode.Forbidden, "Forbidden",
            "pods \"image-check\" is forbidden: error looking up service account sagaz/default: serviceaccount \"default\" not found");

        await harness.Images.RequireAsync(SmallManifests.Of(), CancellationToken.None);

        Assert.Single(harness.Fake.Objects.Written, "Pod/image-check");
    }

    [Fact(Timeout = 60_000)]
    public async Task An_image_that_a_node_cannot_pull_is_named_and_nothing_stays()
    {
        harness.Fake.Workloads.MissingImages.Add("sagaz/pgbouncer:1");

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => harness.Images.RequireAsync(SmallManifests.Of(), CancellationToken.None));

        Assert.Equal("The node 'node-1' cannot pull the image 'sagaz/pgbouncer:1' (ErrImagePull): not found", refused.Sentence);
        Assert.Contains("PushImages", refused.Remedy, StringComparison.Ordinal);
        Assert.Null(harness.Fake.Objects.Find(PodPath));
    }

    [Fact(Timeout = 60_000)]
    public async Task An_image_that_comes_with_a_later_try_is_waited_for()
    {
        harness.Fake.Workloads.MissingImages.Add("sagaz/postgres:1");
        var patient = new ImageCheck(harness.Api, harness.Log) { RefusedFor = TimeSpan.FromSeconds(40) };

        var checking = patient.RequireAsync(SmallManifests.Of(), CancellationToken.None);
        await Eventually.HoldsAsync(() => Task.FromResult(harness.Fake.Asked.Contains("GET /api/v1/namespaces/sagaz/pods/image-check") && harness.Fake.Objects.Find(PodPath) is not null));
        var pod = harness.Fake.Objects.Find(PodPath)!;
        harness.Fake.Workloads.MissingImages.Clear();
        pod.Remove("status");
        harness.Fake.Objects.Put(PodPath, pod);

        await checking;
    }

    [Fact(Timeout = 60_000)]
    public async Task What_a_killed_run_left_is_replaced()
    {
        harness.Fake.Objects.Put(PodPath, ImageCheckPod.Of(SmallManifests.Of("sagaz/postgres:0"), "sagaz"));

        await harness.Images.RequireAsync(SmallManifests.Of(), CancellationToken.None);

        Assert.Contains("DELETE /api/v1/namespaces/sagaz/pods/image-check", harness.Fake.Asked);
        Assert.Null(harness.Fake.Objects.Find(PodPath));
    }

    [RequiresToolFact("kubectl")]
    public async Task The_preflight_refuses_before_anything_is_changed()
    {
        harness.Fake.Workloads.MissingImages.Add("sagaz/migrator:1");

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => harness.Preflight.RunAsync(SmallManifests.Of(), force: false, CancellationToken.None));

        Assert.Contains("sagaz/migrator:1", refused.Sentence, StringComparison.Ordinal);
        Assert.Equal(["Namespace/sagaz", "Pod/image-check"], harness.Fake.Objects.Written.Except(["StorageClass/standard"]));
    }

    [RequiresToolFact("kubectl")]
    public async Task The_pod_is_confined_as_all_of_ours_and_holds_every_image_once()
    {
        var prod = await Rendered.Of("prod");
        var pod = new ManifestObject(ImageCheckPod.Of(prod, "sagaz"));
        // The rules judge templates: the pod as if something made it.
        var job = new ManifestObject(new JsonObject { ["kind"] = "Job", ["metadata"] = new JsonObject { ["name"] = "image-check" }, ["spec"] = new JsonObject { ["template"] = pod.Json.DeepClone() } });

        var refused = Core.Kubernetes.Policies.ManifestRules.Judge(prod with { Objects = [.. prod.Objects, job] }, Rendered.File.Resolve("prod")).Refused;

        Assert.Empty(refused.Select(gate => $"{gate.Id}: {gate.Detail}"));
        Assert.Null(ApiTypes.Objection(pod));
        Assert.Equal(prod.Containers.Select(pair => (string)pair.Container["image"]!).Distinct().Order(), job.Containers.Select(container => (string)container["image"]!).Order());
    }
}
