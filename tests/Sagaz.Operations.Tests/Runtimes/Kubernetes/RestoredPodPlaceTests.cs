using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>A copy beside the cluster comes in a pod of its own, and goes with it, whatever happens.</summary>
[Collection(ScratchServerGroup.Name)]
public sealed class RestoredPodPlaceTests(ScratchServer server) : IAsyncLifetime
{
    private const string PodPath = "/api/v1/namespaces/sagaz/pods/restored-verify";
    private static readonly RestoreTarget Moment = new RestoreTarget.Moment(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
    private RestoringPods pods = null!;

    public async Task InitializeAsync() => pods = await RestoringPods.StartAsync(server.Superuser());

    public async Task DisposeAsync() => await pods.DisposeAsync();

    [RequiresToolFact("initdb")]
    public async Task It_is_restored_to_the_moment_started_without_Patroni_and_removed_with_its_pod()
    {
        var copy = await pods.RestoreBesideAsync("verify", RestoringPods.Backup, Moment, CancellationToken.None);
        var pod = pods.Fake.Objects.Find(PodPath);
        await copy.RemoveAsync(CancellationToken.None);

        Assert.Equal("verify", new ManifestObject(pod!).Labels[RestoredPod.CopyLabel]);
        Assert.Contains("pgbackrest --pg1-path=/var/lib/postgresql/restored/data --set=20261123-020000F --type=time --target=2026-11-23 02:00:00.000000+00 --target-action=promote restore", pods.Programs);
        Assert.Contains(pods.Programs, line => line.StartsWith("/usr/lib/postgresql/17/bin/pg_ctl", StringComparison.Ordinal) && line.EndsWith(" start", StringComparison.Ordinal));
        // A port-forward ends on the pod's loopback: nobody else has to be let in.
        Assert.Contains(pods.Programs, line => line.Contains("listen_addresses = '127.0.0.1'", StringComparison.Ordinal));
        Assert.DoesNotContain(pods.Programs, line => line.Contains(server.Superuser().Password, StringComparison.Ordinal));
        Assert.Contains("port-forward pod/restored-verify", copy.WayThere, StringComparison.Ordinal);
        Assert.Empty(pods.PodsLeft);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_a_killed_run_left_is_removed_before_and_other_copies_stay()
    {
        pods.Codes["pgbackrest"] = 82;
        pods.Fake.Workloads.AddPod("restored-verify", "postgresql", "app=restored,sagaz.io/restored=verify", "node-a");
        pods.Fake.Workloads.AddPod("restored-scratch", "postgresql", "app=restored,sagaz.io/restored=scratch", "node-a");

        var failed = await Assert.ThrowsAsync<OperationFailedException>(() => pods.RestoreBesideAsync("verify", RestoringPods.Backup, Moment, CancellationToken.None));

        Assert.Contains("could not be restored", failed.Sentence, StringComparison.Ordinal);
        Assert.Equal(2, pods.Fake.Asked.Count(request => request == "DELETE " + PodPath));
        Assert.Single(pods.Fake.Asked, "POST /api/v1/namespaces/sagaz/pods");
        Assert.Equal(["restored-scratch"], pods.PodsLeft);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pod_that_no_node_takes_is_refused_with_the_servers_reason_and_nothing_stays()
    {
        pods.Fake.Workloads.NoNodeBecause = "0/3 nodes are available: 3 Insufficient memory.";

        var refused = await Assert.ThrowsAsync<OperationFailedException>(() => pods.RestoreBesideAsync("verify", RestoringPods.Backup, Moment, CancellationToken.None));

        Assert.Contains("(Unschedulable): 0/3 nodes are available", refused.Sentence, StringComparison.Ordinal);
        Assert.Empty(pods.Programs);
        Assert.Empty(pods.PodsLeft);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_image_that_cannot_be_pulled_is_refused_with_what_to_do_and_nothing_stays()
    {
        pods.Fake.Workloads.MissingImages.Add("sagaz/postgres:1");

        var refused = await Assert.ThrowsAsync<OperationFailedException>(() => pods.RestoreBesideAsync("verify", RestoringPods.Backup, Moment, CancellationToken.None));

        Assert.Contains("ErrImagePull", refused.Sentence, StringComparison.Ordinal);
        Assert.Contains("PushImages", refused.Remedy, StringComparison.Ordinal);
        Assert.Empty(pods.PodsLeft);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_missing_right_is_named_before_a_pod_is_made()
    {
        pods.Fake.Denied.Add("create pods");

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => pods.RestoreBesideAsync("verify", RestoringPods.Backup, Moment, CancellationToken.None));

        Assert.Contains("create pods", refused.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("POST /api/v1/namespaces/sagaz/pods", pods.Fake.Asked);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_interruption_takes_the_pod_with_it()
    {
        using var interruption = new CancellationTokenSource();
        var usual = pods.Fake.Programs.Instead;
        pods.Fake.Programs.Instead = exec =>
        {
            if (interruption.IsCancellationRequested)
                return usual(exec);
            interruption.Cancel();
            return (0, "runs\n");
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pods.RestoreBesideAsync("verify", RestoringPods.Backup, Moment, interruption.Token));

        Assert.Contains("POST /api/v1/namespaces/sagaz/pods", pods.Fake.Asked);
        Assert.Empty(pods.PodsLeft);
    }
}
