using System.Net;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

public sealed class WorkloadWaitTests : IAsyncLifetime
{
    private DeployerHarness harness = null!;

    public async Task InitializeAsync()
    {
        harness = await DeployerHarness.StartAsync();
        harness.Fake.Workloads.BecomesReady = _ => false;
        harness.Fake.Objects.Put(SmallManifests.SetPath, SmallManifests.Of().Find("StatefulSet", "postgresql")!.Json);
    }

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task A_watch_that_is_cut_off_or_too_old_is_begun_anew()
    {
        harness.Fake.Faults.Refuse("watch=true", HttpStatusCode.Gone, "Expired", "too old resource version");
        harness.Fake.Faults.Cut("watch=true");

        var waiting = Wait(TimeSpan.FromSeconds(50)).UntilReadyAsync([Set], CancellationToken.None);
        await Eventually.HoldsAsync(() => Task.FromResult(harness.Fake.Asked.Count(request => request == "GET /api/v1/namespaces/sagaz/pods") > 4));
        harness.Fake.Workloads.Finish(SmallManifests.SetPath);

        await waiting;
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pod_whose_image_is_missing_is_not_waited_for_till_the_end()
    {
        harness.Fake.Workloads.AddTroubledPod("postgresql-0", "ImagePullBackOff", "Back-off pulling image sagaz/postgres:2");

        var failed = await Assert.ThrowsAsync<OperationFailedException>(() => Wait(TimeSpan.FromMinutes(5)).UntilReadyAsync([Set], CancellationToken.None));

        Assert.Contains("postgresql-0", failed.Sentence, StringComparison.Ordinal);
        Assert.Contains("sagaz/postgres:2", failed.Sentence, StringComparison.Ordinal);
        Assert.Contains("PushImages", failed.Remedy, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pod_that_no_node_takes_says_why()
    {
        harness.Fake.Workloads.AddUnscheduledPod("postgresql-2", "0/1 nodes are available: 1 node(s) did not match pod anti-affinity rules");

        var failed = await Assert.ThrowsAsync<OperationFailedException>(() => Wait(TimeSpan.FromMinutes(5)).UntilReadyAsync([Set], CancellationToken.None));

        Assert.Contains("anti-affinity", failed.Sentence, StringComparison.Ordinal);
        Assert.Contains("nodes", failed.Remedy, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("FailedCreate", "StatefulSet", "postgresql", "create Pod postgresql-0 in StatefulSet postgresql failed: pods \"postgresql-0\" is forbidden: exceeded quota: small", "StatefulSet/postgresql may not make its pods", "quota")]
    [InlineData("FailedMount", "Pod", "postgresql-0", "MountVolume.SetUp failed for volume \"tls\" : secret \"tls-postgresql\" not found", "Pod postgresql-0 cannot start (FailedMount)", "Secret")]
    public async Task What_only_events_tell_is_not_waited_for_till_the_end(string reason, string kind, string name, string message, string sentence, string remedy)
    {
        if (kind == "Pod")
            harness.Fake.Workloads.AddTroubledPod(name, "ContainerCreating", "");
        Happen(reason, kind, name, message, 1);

        var waiting = Wait(TimeSpan.FromMinutes(5)).UntilReadyAsync([Set], CancellationToken.None);
        for (var count = 2; !waiting.IsCompleted; count++)
        {
            Happen(reason, kind, name, message, count);
            // Pods are watched: that one changes has the wait look anew.
            harness.Fake.Workloads.AddTroubledPod("another", "ContainerCreating", $"{count}");
            await Task.WhenAny(waiting, Task.Delay(200));
        }
        var failed = await Assert.ThrowsAsync<OperationFailedException>(() => waiting);

        Assert.StartsWith(sentence, failed.Sentence, StringComparison.Ordinal);
        Assert.Contains(remedy, failed.Remedy, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_deadline_says_how_far_it_came()
    {
        var passed = await Assert.ThrowsAsync<DeadlinePassedException>(() => Wait(TimeSpan.FromMilliseconds(200)).UntilReadyAsync([Set], CancellationToken.None));

        Assert.Contains("postgresql", passed.Sentence, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Evidence_names_pods_and_events()
    {
        harness.Fake.Workloads.AddTroubledPod("postgresql-0", "CreateContainerConfigError", "secret passwords not found");
        Happen("FailedMount", "Pod", "postgresql-0", "no such secret", 1);

        var lines = await new FailureEvidence(harness.Api).CollectAsync(CancellationToken.None);

        Assert.Contains("pod postgresql-0: Pending", lines);
        Assert.Contains("event Pod/postgresql-0: FailedMount: no such secret", lines);
    }

    private void Happen(string reason, string kind, string name, string message, int count) => harness.Fake.Objects.Put("/api/v1/namespaces/sagaz/events/one", new JsonObject
    {
        ["kind"] = "Event",
        ["metadata"] = new JsonObject { ["name"] = "one", ["uid"] = "1" },
        ["type"] = "Warning",
        ["reason"] = reason,
        ["message"] = message,
        ["count"] = count,
        ["involvedObject"] = new JsonObject { ["kind"] = kind, ["name"] = name },
    });

    private static Core.Kubernetes.ObjectReference Set => new("apps/v1", "StatefulSet", "sagaz", "postgresql");

    private WorkloadWait Wait(TimeSpan deadline) => new(harness.Api, harness.Log, deadline, TimeSpan.FromSeconds(1));
}
