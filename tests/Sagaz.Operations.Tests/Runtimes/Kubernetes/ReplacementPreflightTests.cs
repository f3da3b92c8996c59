using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>What would stop a replacement half-way is refused before anything is touched.</summary>
public sealed class ReplacementPreflightTests : IAsyncLifetime
{
    private DeployerHarness harness = null!;

    public async Task InitializeAsync()
    {
        harness = await DeployerHarness.StartAsync();
        harness.Fake.Programs.Instead = _ => (0, $"{long.MaxValue}\n");
        harness.Fake.Objects.Put("/api/v1/namespaces/sagaz", SmallManifests.Of().Of("Namespace").Single().Json);
        await harness.Store.WriteAsync(new DeploymentRevision(1, IsGood: true, "commit", SmallManifests.Of()), CancellationToken.None);
    }

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Theory(Timeout = 60_000)]
    [InlineData("patch statefulsets")]
    [InlineData("patch deployments")]
    [InlineData("patch cronjobs")]
    [InlineData("list jobs")]
    [InlineData("create persistentvolumeclaims")]
    [InlineData("delete persistentvolumeclaims")]
    [InlineData("delete configmaps")]
    [InlineData("create pods")]
    public async Task A_missing_right_is_named(string right)
    {
        harness.Fake.Denied.Add(right);

        var refused = await RefusedAsync("dev");

        Assert.Contains(right, refused.Sentence, StringComparison.Ordinal);
        Assert.Contains("Rights", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Another_environments_cluster_is_refused()
    {
        Assert.Contains("holds the environment 'dev'", (await RefusedAsync("staging")).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_cluster_that_never_proved_good_is_refused()
    {
        await harness.Store.WriteAsync(new DeploymentRevision(1, IsGood: false, "commit", SmallManifests.Of()), CancellationToken.None);

        Assert.Contains("proved good", (await RefusedAsync("dev")).Sentence, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_Job_that_runs_is_named()
    {
        harness.Fake.Objects.Put("/apis/batch/v1/namespaces/sagaz/jobs/full-backup-1", YamlObjects.Parse("""
            {apiVersion: batch/v1, kind: Job, metadata: {name: full-backup-1, namespace: sagaz}, status: {active: 1}}
            """)[0].Json);

        Assert.Contains("full-backup-1", (await RefusedAsync("dev")).Sentence, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Too_little_room_beside_a_running_member_is_refused_and_enough_is_not()
    {
        harness.Fake.Workloads.AddPod("postgresql-0", "postgresql", "app=postgresql", "node-a");
        await PreflightAsync("dev");
        harness.Fake.Programs.Instead = _ => (0, "1024\n");

        Assert.Contains("has room for", (await RefusedAsync("dev")).Sentence, StringComparison.Ordinal);
    }

    private Task PreflightAsync(string environment) =>
        new ReplacementPreflight(harness.Api, new PodExec(harness.Api), harness.Store).RunAsync(environment, RestoringPods.Backup, CancellationToken.None);

    private async Task<PreconditionException> RefusedAsync(string environment)
    {
        var written = harness.Fake.Objects.Written.Count;
        var refused = await Assert.ThrowsAsync<PreconditionException>(() => PreflightAsync(environment));
        Assert.Equal(written, harness.Fake.Objects.Written.Count);
        return refused;
    }
}
