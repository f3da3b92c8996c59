using Sagaz.Core.Errors;
using Sagaz.Operations.Pipeline;
using Sagaz.Operations.Reporting;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Tests.Runtimes.Kubernetes;

namespace Sagaz.Operations.Tests.Pipeline;

/// <summary>Targets that need no database, against a fake API server that was deployed to.</summary>
public sealed class KubernetesTargetTests : IAsyncLifetime
{
    private static readonly Confirmation Given = new(IsGiven: true, Ask: null);
    private readonly DirectoryInfo repository = Directory.CreateTempSubdirectory("sagaz-targets-");
    private readonly ListLog log = new();
    private DeployerHarness harness = null!;

    public async Task InitializeAsync()
    {
        harness = await DeployerHarness.StartAsync();
        Directory.CreateSymbolicLink(Path.Combine(repository.FullName, "deploy"), RepositoryRoot.Of("deploy"));
        Directory.CreateDirectory(Path.Combine(repository.FullName, ".sagaz", "kubernetes-dev"));
        await harness.DeployAsync(SmallManifests.Of());
        harness.Fake.Objects.Put("/api/v1/namespaces/sagaz/secrets/passwords", Object("Secret", "passwords"));
        harness.Fake.Objects.Put("/api/v1/namespaces/sagaz/persistentvolumeclaims/data-postgresql-0", Object("PersistentVolumeClaim", "data-postgresql-0"));
    }

    public async Task DisposeAsync()
    {
        await harness.DisposeAsync();
        repository.Delete(recursive: true);
    }

    [RequiresToolFact("kubectl")]
    public async Task Status_tells_the_revision_the_workloads_and_what_troubles_a_pod()
    {
        harness.Fake.Workloads.AddTroubledPod("postgresql-1", "ImagePullBackOff", "no such image");
        var upkeep = Object("Job", "partition-maintenance-29");
        upkeep["metadata"]!["ownerReferences"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["kind"] = "CronJob" });
        harness.Fake.Objects.Put("/apis/batch/v1/namespaces/sagaz/jobs/partition-maintenance-29", upkeep);
        using var cluster = await OpenAsync();

        var lines = await ReadKubernetesStatus.RunAsync(cluster, CancellationToken.None);

        Assert.Equal("dev at fake, namespace sagaz, Kubernetes v1.36.2", lines[0]);
        Assert.Equal("revision 1: good, commit commit", lines[1]);
        Assert.Contains("ready  postgresql has 3 of 3 pods ready, 3 of the newest template", lines);
        Assert.Contains("ready  migrate-1 is done", lines);
        Assert.DoesNotContain(lines, line => line.Contains("partition-maintenance", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("-----  postgresql-1", StringComparison.Ordinal) && line.EndsWith("ImagePullBackOff", StringComparison.Ordinal));
    }

    [RequiresToolFact("kubectl")]
    public async Task The_end_is_confirmed_and_leaves_data_and_passwords()
    {
        using var cluster = await OpenAsync();

        await Assert.ThrowsAsync<PreconditionException>(() => DestroyKubernetes.RunAsync(cluster, purge: false, new Confirmation(IsGiven: false, Ask: _ => "prod"), CancellationToken.None));
        var untouched = harness.Fake.Objects.Find(SmallManifests.SetPath);
        await DestroyKubernetes.RunAsync(cluster, purge: false, Given, CancellationToken.None);

        Assert.NotNull(untouched);
        Assert.All([SmallManifests.SetPath, SmallManifests.PoolPath, SmallManifests.CronPath, SmallManifests.ConfigPath], path => Assert.Null(harness.Fake.Objects.Find(path)));
        Assert.NotNull(harness.Fake.Objects.Find("/api/v1/namespaces/sagaz/secrets/passwords"));
        Assert.NotNull(harness.Fake.Objects.Find("/api/v1/namespaces/sagaz/persistentvolumeclaims/data-postgresql-0"));
        Assert.NotNull(harness.Fake.Objects.Find("/api/v1/namespaces/sagaz"));
    }

    [RequiresToolFact("kubectl")]
    public async Task Purging_removes_the_namespace_too()
    {
        using var cluster = await OpenAsync();

        await DestroyKubernetes.RunAsync(cluster, purge: true, Given, CancellationToken.None);

        Assert.Null(harness.Fake.Objects.Find("/api/v1/namespaces/sagaz"));
        // It is gone only when nothing is left in it: who deploys next must not meet what leaves.
        var asked = harness.Fake.Asked.ToList();
        Assert.True(asked.LastIndexOf("GET /api/v1/namespaces/sagaz") > asked.IndexOf("DELETE /api/v1/namespaces/sagaz"));
    }

    [RequiresToolFact("kubectl")]
    public async Task A_container_that_has_not_begun_hides_no_other_pods_log()
    {
        harness.Fake.Objects.Put("/api/v1/namespaces/sagaz/pods/postgresql-1", YamlObjects.Parse(
            "{apiVersion: v1, kind: Pod, metadata: {name: postgresql-1, namespace: sagaz, labels: {app: postgresql}}, spec: {containers: [{name: postgresql}]}}")[0].Json);
        harness.Fake.Faults.Refuse("/pods/postgresql-1/log", System.Net.HttpStatusCode.BadRequest, "BadRequest", "container \"postgresql\" in pod \"postgresql-1\" is waiting to start: ContainerCreating");
        var lines = new List<string>();
        using var cluster = await OpenAsync();

        await cluster.Runtime.ReadLogsAsync(member: "postgresql-1", follow: false, lines.Add, CancellationToken.None);

        Assert.Contains("waiting to start", Assert.Single(lines), StringComparison.Ordinal);
    }

    [RequiresToolFact("kubectl")]
    public async Task There_is_nothing_to_go_back_to_after_one_deployment()
    {
        using var cluster = await OpenAsync();

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => RollBackKubernetes.RunAsync(cluster, revision: null, Given, CancellationToken.None));
        var unknown = await Assert.ThrowsAsync<PreconditionException>(() => RollBackKubernetes.RunAsync(cluster, revision: 7, Given, CancellationToken.None));

        Assert.Contains("no earlier revision", refused.Sentence, StringComparison.Ordinal);
        Assert.Contains("revision 1: good", unknown.Message, StringComparison.Ordinal);
    }

    [RequiresToolFact("kubectl")]
    public async Task What_is_done_otherwise_here_says_how()
    {
        using var cluster = await OpenAsync();

        var up = await Assert.ThrowsAsync<PreconditionException>(() => cluster.Runtime.StartAsync(CancellationToken.None));
        var unknown = await Assert.ThrowsAsync<PreconditionException>(() => cluster.Runtime.ReadLogsAsync("postgresql-9", follow: false, _ => { }, CancellationToken.None));

        Assert.Contains("DeployK8s", up.Remedy, StringComparison.Ordinal);
        Assert.Contains("no pod 'postgresql-9'", unknown.Sentence, StringComparison.Ordinal);
        Assert.Equal("postgresql-0", cluster.Topology.MemberNames[0]);
    }

    [RequiresToolFact("kubectl")]
    public async Task While_a_restore_into_the_cluster_is_unfinished_another_state_is_refused_and_so_is_what_would_bring_members_up()
    {
        await new ReplacementStore(harness.Api, log).WriteAsync(new ReplacementRecord("one", "killed", "backup 20261122-010500F", IsReplaced: true), CancellationToken.None);
        using var opened = await OpenAsync();
        var cluster = opened with { Topology = opened.Topology with { HasBackups = true } };
        var written = harness.Fake.Objects.Written.Count;

        var other = await Assert.ThrowsAsync<PreconditionException>(() => RestoreCluster.RunAsync(cluster, new RestoreRequest("2026-11-23T02:00:00Z", null, null), isBeside: false, Given, CancellationToken.None));
        var unconfirmed = await Assert.ThrowsAsync<PreconditionException>(() => RestoreCluster.RunAsync(
            cluster, new RestoreRequest(null, null, "20261122-010500F"), isBeside: false, new Confirmation(IsGiven: false, Ask: _ => "dev"), CancellationToken.None));
        var scaled = await Assert.ThrowsAsync<PreconditionException>(() => ScaleKubernetes.RunAsync(cluster, 3, withData: false, Given, CancellationToken.None));
        var rolledBack = await Assert.ThrowsAsync<PreconditionException>(() => RollBackKubernetes.RunAsync(cluster, revision: 1, Given, CancellationToken.None));

        Assert.Contains("to backup 20261122-010500F is unfinished", other.Sentence, StringComparison.Ordinal);
        Assert.Contains("'kubernetes-dev' was not typed", unconfirmed.Sentence, StringComparison.Ordinal);
        Assert.Contains("a restore to backup 20261122-010500F is unfinished: the first member alone has that state", await ReadKubernetesStatus.RunAsync(cluster, CancellationToken.None));
        Assert.All([scaled, rolledBack], refused => Assert.Contains("is unfinished", refused.Sentence, StringComparison.Ordinal));
        Assert.Equal(written, harness.Fake.Objects.Written.Count);
    }

    [RequiresToolFact("kubectl")]
    public async Task Copies_beside_the_cluster_end_with_it()
    {
        harness.Fake.Workloads.AddPod("restored-scratch", "postgresql", "app=restored,sagaz.io/restored=scratch", "node-a");
        using var cluster = await OpenAsync();

        await DestroyKubernetes.RunAsync(cluster, purge: false, Given, CancellationToken.None);

        Assert.Null(harness.Fake.Objects.Find("/api/v1/namespaces/sagaz/pods/restored-scratch"));
    }

    [RequiresToolFact("kubectl")]
    public async Task As_many_members_as_the_cluster_was_scaled_to_are_known_on_every_machine()
    {
        await harness.Store.WriteReplicasAsync(5, CancellationToken.None);

        using var cluster = await OpenAsync();

        Assert.Equal(5, cluster.Topology.Members);
    }

    private Task<ClusterContext> OpenAsync() => ClusterContext.OpenAsync(
        new RunSettings
        {
            Repository = repository.FullName,
            Environment = "dev",
            Runtime = RuntimeKind.Kubernetes,
            Deployment = new DeploymentRequest { Context = "fake", Kubeconfig = harness.Fake.Connection.File },
        },
        new RunRecorder([]), new SecretMask(), log, CancellationToken.None);

    private static System.Text.Json.Nodes.JsonObject Object(string kind, string name) => YamlObjects.Parse($"{{apiVersion: v1, kind: {kind}, metadata: {{name: {name}, namespace: sagaz}}}}")[0].Json;
}
