using System.Net;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>The deployer and kubectl against a fake API server on a real socket.</summary>
public sealed class DeployerTests : IAsyncLifetime
{
    private DeployerHarness harness = null!;

    public async Task InitializeAsync() => harness = await DeployerHarness.StartAsync();

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [RequiresToolFact("kubectl")]
    public async Task A_wave_begins_when_the_one_before_it_is_of_use()
    {
        harness.Fake.Workloads.BecomesReady = item => (string?)item["kind"] != "StatefulSet";

        var deploying = harness.DeployAsync(SmallManifests.Of());
        await Eventually.HoldsAsync(() => Task.FromResult(harness.Fake.Asked.Contains("GET " + SmallManifests.SetPath)));
        var early = harness.Fake.Objects.Find(SmallManifests.PoolPath);
        harness.Fake.Workloads.Finish(SmallManifests.SetPath);
        var revision = await deploying;

        Assert.Null(early);
        Assert.Equal(1, revision);
        Assert.Equal([DeploymentWave.Namespace, DeploymentWave.Foundation, DeploymentWave.Database, DeploymentWave.Pools, DeploymentWave.Schema, DeploymentWave.Upkeep], harness.Waves);
        Assert.NotNull(harness.Fake.Objects.Find(SmallManifests.CronPath));
    }

    [RequiresToolFact("kubectl")]
    public async Task A_second_deployment_changes_nothing()
    {
        await harness.DeployAsync(SmallManifests.Of());
        var before = Written();

        var differences = await harness.Applier.DiffAsync(AppliedSet.Mark(SmallManifests.Of(), harness.Store.SetId).Objects, force: false, CancellationToken.None);
        var revision = await harness.DeployAsync(SmallManifests.Of());

        Assert.Empty(differences);
        Assert.Equal(1, revision);
        Assert.Equal(before, Written());
        Assert.True(Assert.Single(await harness.Store.ReadRevisionsAsync(CancellationToken.None)).IsGood);
    }

    [RequiresToolFact("kubectl")]
    public async Task A_difference_is_shown_before_it_is_applied()
    {
        await harness.DeployAsync(SmallManifests.Of());

        var differences = await harness.Applier.DiffAsync(AppliedSet.Mark(SmallManifests.Of("sagaz/postgres:2"), harness.Store.SetId).Objects, force: false, CancellationToken.None);

        Assert.Contains(differences, line => line.StartsWith('+') && line.Contains("sagaz/postgres:2", StringComparison.Ordinal));
        Assert.Equal("sagaz/postgres:1", Image());
    }

    [RequiresToolFact("kubectl")]
    public async Task What_the_manifests_no_longer_have_is_removed_and_nothing_else()
    {
        harness.Fake.Objects.Put("/api/v1/namespaces/sagaz/configmaps/somebody-elses", Map("somebody-elses"));
        harness.Fake.Objects.Put("/api/v1/namespaces/sagaz/secrets/passwords", JsonNode.Parse("""{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "passwords", "namespace": "sagaz"}}""")!.AsObject());
        await harness.DeployAsync(SmallManifests.Of());

        await harness.DeployAsync(SmallManifests.Of(hasCronJob: false));

        Assert.Null(harness.Fake.Objects.Find(SmallManifests.CronPath));
        Assert.NotNull(harness.Fake.Objects.Find("/api/v1/namespaces/sagaz/configmaps/somebody-elses"));
        Assert.NotNull(harness.Fake.Objects.Find("/api/v1/namespaces/sagaz/secrets/passwords"));
        Assert.NotNull(harness.Fake.Objects.Find(SmallManifests.SetPath));
    }

    [RequiresToolFact("kubectl")]
    public async Task A_deployment_that_does_not_prove_good_is_put_back()
    {
        await harness.DeployAsync(SmallManifests.Of(hasCronJob: false));
        var refusals = 1;
        harness.Prove = () => refusals-- > 0 ? throw new OperationFailedException("Replica 'postgresql-1' is far behind.") : Task.CompletedTask;

        var failed = await Assert.ThrowsAsync<OperationFailedException>(() => harness.DeployAsync(SmallManifests.Of("sagaz/postgres:2")));

        Assert.Contains("far behind", failed.Sentence, StringComparison.Ordinal);
        Assert.Equal("sagaz/postgres:1", Image());
        Assert.Null(harness.Fake.Objects.Find(SmallManifests.CronPath));
        Assert.Equal([(1, true), (2, false)], (await harness.Store.ReadRevisionsAsync(CancellationToken.None)).Select(revision => (revision.Number, revision.IsGood)));
        Assert.Contains("revision 1 runs again", harness.Log.Lines);
    }

    [RequiresToolFact("kubectl")]
    public async Task A_first_deployment_that_fails_leaves_what_it_made()
    {
        harness.Prove = () => throw new OperationFailedException("No.");

        await Assert.ThrowsAsync<OperationFailedException>(() => harness.DeployAsync(SmallManifests.Of()));

        Assert.NotNull(harness.Fake.Objects.Find(SmallManifests.SetPath));
        Assert.Contains(harness.Log.Lines, line => line.Contains("no good revision", StringComparison.Ordinal));
    }

    [RequiresToolFact("kubectl")]
    public async Task A_run_that_was_killed_is_gone_on_with_and_leaves_nothing_behind()
    {
        using var killed = new CancellationTokenSource();
        harness.AfterWave = wave =>
        {
            if (wave == DeploymentWave.Upkeep)
                killed.Cancel();
        };
        harness.Prove = () => killed.IsCancellationRequested ? throw new OperationCanceledException() : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.DeployAsync(SmallManifests.Of(), cancellationToken: killed.Token));
        harness.Prove = () => Task.CompletedTask;
        harness.AfterWave = _ => { };

        var revision = await harness.DeployAsync(SmallManifests.Of(hasCronJob: false));

        // What only the killed run had made is found by its mark.
        Assert.Equal(2, revision);
        Assert.Null(harness.Fake.Objects.Find(SmallManifests.CronPath));
        Assert.Equal([false, true], (await harness.Store.ReadRevisionsAsync(CancellationToken.None)).Select(known => known.IsGood));
    }

    [RequiresToolFact("kubectl")]
    public async Task A_field_that_somebody_else_changed_is_theirs_until_it_is_taken_over()
    {
        await harness.DeployAsync(SmallManifests.Of());
        var scaled = harness.Fake.Objects.Find(SmallManifests.SetPath)!;
        scaled["spec"]!["replicas"] = 5L;
        harness.Fake.Objects.Put(SmallManifests.SetPath, scaled, "kubectl", "spec.replicas");

        var conflict = await Assert.ThrowsAsync<OperationFailedException>(() => harness.DeployAsync(SmallManifests.Of()));
        scaled = harness.Fake.Objects.Find(SmallManifests.SetPath)!;
        scaled["spec"]!["replicas"] = 5L;
        harness.Fake.Objects.Put(SmallManifests.SetPath, scaled, "kubectl", "spec.replicas");
        var refused = await Assert.ThrowsAsync<PreconditionException>(() => harness.Preflight.RunAsync(SmallManifests.Of(), force: false, CancellationToken.None));
        var kept = (long)harness.Fake.Objects.Find(SmallManifests.SetPath)!["spec"]!["replicas"]!;
        await harness.DeployAsync(SmallManifests.Of(), force: true);

        Assert.Contains("kubectl", conflict.Message, StringComparison.Ordinal);
        Assert.Contains(".spec.replicas", conflict.Message, StringComparison.Ordinal);
        Assert.Contains("--force-conflicts", conflict.Remedy, StringComparison.Ordinal);
        Assert.Equal(3, (long)harness.Fake.Objects.Find(SmallManifests.SetPath)!["spec"]!["replicas"]!);
        Assert.Contains(".spec.replicas", refused.Message, StringComparison.Ordinal);
        Assert.Equal(5, kept);
    }

    [RequiresToolFact("kubectl")]
    public async Task An_overloaded_server_and_cut_connections_are_asked_again()
    {
        harness.Fake.Faults.Refuse("PATCH " + SmallManifests.SetPath, HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", "the server is currently unable to handle the request");
        harness.Fake.Faults.Cut("PATCH " + SmallManifests.PoolPath);
        harness.Fake.Faults.Refuse("GET /api/v1/namespaces/sagaz/pods", HttpStatusCode.TooManyRequests, "TooManyRequests", "too many requests");
        harness.Fake.Faults.Cut("GET " + SmallManifests.SetPath);

        Assert.Equal(1, await harness.DeployAsync(SmallManifests.Of()));
    }

    [RequiresToolTheory("kubectl")]
    [InlineData(HttpStatusCode.Forbidden, "Forbidden", "statefulsets.apps is forbidden: User cannot patch")]
    [InlineData(HttpStatusCode.UnprocessableEntity, "Invalid", "spec.serviceName is immutable")]
    public async Task A_refusal_is_said_in_the_servers_words(HttpStatusCode code, string reason, string message)
    {
        harness.Fake.Faults.Refuse("PATCH " + SmallManifests.SetPath, code, reason, message, times: 9);

        var refused = await Assert.ThrowsAsync<OperationFailedException>(() => harness.DeployAsync(SmallManifests.Of()));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Contains("'fake'", refused.Sentence, StringComparison.Ordinal);
        Assert.Null(harness.Fake.Objects.Find(SmallManifests.PoolPath));
    }

    [RequiresToolFact("kubectl")]
    public async Task A_migration_that_fails_ends_the_deployment_and_is_tried_again_by_the_next_one()
    {
        harness.Fake.Workloads.BecomesReady = item => (string?)item["kind"] != "Job";
        var deploying = harness.DeployAsync(SmallManifests.Of());
        await Eventually.HoldsAsync(() => Task.FromResult(harness.Fake.Objects.Find(SmallManifests.JobPath) is not null));
        harness.Fake.Workloads.Fail(SmallManifests.JobPath);
        var failed = await Assert.ThrowsAsync<OperationFailedException>(() => deploying);
        var upkeep = harness.Fake.Objects.Find(SmallManifests.CronPath);
        harness.Fake.Workloads.BecomesReady = _ => true;

        await harness.DeployAsync(SmallManifests.Of());

        Assert.Equal("The Job/migrate-1 failed.", failed.Sentence);
        Assert.Null(upkeep);
        Assert.Contains("Job/migrate-1 failed before and is run again", harness.Log.Lines);
        Assert.NotNull(harness.Fake.Objects.Find(SmallManifests.CronPath));
    }

    [RequiresToolFact("kubectl")]
    public async Task Putting_an_earlier_revision_back_migrates_nothing()
    {
        await harness.DeployAsync(SmallManifests.Of());
        await harness.DeployAsync(SmallManifests.Of("sagaz/postgres:2", job: "migrate-2"));
        var migrations = Jobs();

        var first = (await harness.Store.ReadRevisionsAsync(CancellationToken.None))[0];
        await harness.RestoreAsync(first);

        Assert.Equal("sagaz/postgres:1", Image());
        Assert.Equal(["Job/migrate-1", "Job/migrate-2"], migrations);
        Assert.Equal(migrations, Jobs());
        Assert.Null(harness.Fake.Objects.Find(SmallManifests.JobPath));
    }

    [RequiresToolFact("kubectl")]
    public async Task Putting_an_earlier_revision_back_keeps_as_many_members_as_were_asked_for_since()
    {
        await harness.DeployAsync(SmallManifests.Of());
        await harness.Store.WriteReplicasAsync(5, CancellationToken.None);

        await harness.RestoreAsync((await harness.Store.ReadRevisionsAsync(CancellationToken.None))[0]);

        Assert.Equal(5, (long)harness.Fake.Objects.Find(SmallManifests.SetPath)!["spec"]!["replicas"]!);
    }

    [RequiresToolFact("kubectl")]
    public async Task What_runs_is_what_proved_good_and_else_the_only_try()
    {
        harness.Prove = () => throw new OperationFailedException("No.");
        await Assert.ThrowsAsync<OperationFailedException>(() => harness.DeployAsync(SmallManifests.Of()));
        var tried = await harness.Store.ReadRunningAsync(CancellationToken.None);
        harness.Prove = () => Task.CompletedTask;
        await harness.DeployAsync(SmallManifests.Of());
        var refusals = 1;
        harness.Prove = () => refusals-- > 0 ? throw new OperationFailedException("No.") : Task.CompletedTask;
        await Assert.ThrowsAsync<OperationFailedException>(() => harness.DeployAsync(SmallManifests.Of("sagaz/postgres:2")));

        var good = await harness.Store.ReadRunningAsync(CancellationToken.None);

        Assert.Equal((1, false), (tried!.Number, tried.IsGood));
        Assert.Equal((1, true), (good!.Number, good.IsGood));
    }

    private List<string> Jobs() => [.. harness.Fake.Objects.Written.Where(item => item.StartsWith("Job/", StringComparison.Ordinal))];

    private string? Image() => (string?)harness.Fake.Objects.Find(SmallManifests.SetPath)!["spec"]!["template"]!["spec"]!["containers"]![0]!["image"];

    private static JsonObject Map(string name) => new() { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "sagaz" } };

    /// <summary>Objects of the manifests that were written; our own records change with every run.</summary>
    private List<string> Written() => [.. harness.Fake.Objects.Written.Where(item => !item.Contains("applied-set", StringComparison.Ordinal) && !item.Contains("deployed-revision", StringComparison.Ordinal))];
}
