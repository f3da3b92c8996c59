using System.Text.Json.Nodes;
using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>Backups by Jobs of their CronJobs, and their listing in the repository's pod.</summary>
public sealed class JobRepositoryTests : IAsyncLifetime
{
    private const string Jobs = "/apis/batch/v1/namespaces/sagaz/jobs";
    private DeployerHarness harness = null!;

    public async Task InitializeAsync()
    {
        harness = await DeployerHarness.StartAsync();
        harness.Fake.Workloads.AddPod("backup-repository-a", "pgbackrest", "app=backup-repository", "node-a");
        foreach (var (name, kind) in new[] { ("full-backup", "full"), ("differential-backup", "diff") })
        {
            harness.Fake.Objects.Put($"/apis/batch/v1/namespaces/sagaz/cronjobs/{name}", JsonNode.Parse($$$$"""
                {"apiVersion": "batch/v1", "kind": "CronJob", "metadata": {"name": "{{{{name}}}}"},
                 "spec": {"schedule": "5 1 * * 0", "jobTemplate": {"spec": {"backoffLimit": 2, "template": {"metadata": {"labels": {"app": "backup"}},
                   "spec": {"containers": [{"name": "pgbackrest", "image": "sagaz/postgres:1", "command": ["back-up-members", "{{{{kind}}}}"]} ] } } } } } }
                """)!.AsObject());
        }
    }

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Theory(Timeout = 60_000)]
    [InlineData(BackupKind.Full, "full-backup-", "full")]
    [InlineData(BackupKind.Diff, "differential-backup-", "diff")]
    public async Task A_backup_is_a_Job_that_does_what_its_CronJob_would(BackupKind kind, string prefix, string argument)
    {
        await Repository.BackupAsync(kind, CancellationToken.None);

        var job = Assert.Single(harness.Fake.Objects.Below(Jobs));
        Assert.StartsWith(prefix, (string?)job["metadata"]!["name"], StringComparison.Ordinal);
        Assert.Equal($"""["back-up-members","{argument}"]""", job["spec"]!["template"]!["spec"]!["containers"]![0]!["command"]!.ToJsonString());
        Assert.Equal("backup", (string?)job["spec"]!["template"]!["metadata"]!["labels"]!["app"]);
        Assert.NotNull(job["spec"]!["ttlSecondsAfterFinished"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_Job_that_fails_is_a_backup_that_failed_and_a_check_that_says_why()
    {
        harness.Fake.Workloads.BecomesReady = item => (string?)item["kind"] != "Job";
        var checking = Repository.CheckAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        await Eventually.HoldsAsync(() => Task.FromResult(harness.Fake.Objects.Below(Jobs).Count == 1));
        var job = harness.Fake.Objects.Below(Jobs)[0];

        harness.Fake.Workloads.Fail($"{Jobs}/{job["metadata"]!["name"]}");
        var refusal = await checking;

        Assert.Contains("failed", refusal, StringComparison.Ordinal);
        var command = job["spec"]!["template"]!["spec"]!["containers"]![0]!["command"]!.AsArray().Select(part => (string?)part).ToList();
        Assert.Equal(("pgbackrest", "check"), (command[0], command[^1]));
        Assert.Contains("--archive-timeout=30", command);
        Assert.Contains("--pg3-host=postgresql-2.postgresql-headless", command);
        Assert.Equal(0, (int?)job["spec"]!["backoffLimit"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_repository_is_read_in_its_pod()
    {
        harness.Fake.Programs.Instead = _ => (0, """[{"archive": [], "backup": [], "status": {"message": "no valid backups"}}]""");

        var catalog = await Repository.ReadCatalogAsync(CancellationToken.None);

        Assert.Equal("no valid backups", catalog.Status);
        var run = Assert.Single(harness.Fake.Programs.Run);
        Assert.Equal(("backup-repository-a", "pgbackrest", "pgbackrest --output=json info"), (run.Pod, run.Container, run.Text));
    }

    [Fact(Timeout = 60_000)]
    public async Task An_environment_without_the_component_says_so()
    {
        harness.Fake.Objects.Delete("/apis/batch/v1/namespaces/sagaz/cronjobs/full-backup");

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => Repository.BackupAsync(BackupKind.Full, CancellationToken.None));

        Assert.Contains("no CronJob 'full-backup'", refused.Sentence, StringComparison.Ordinal);
    }

    private JobRepository Repository => new(
        harness.Api, new PodExec(harness.Api), Rendered.File.Resolve("prod") with { MemberPrefix = KubernetesRuntime.MemberPrefix }, harness.Log);
}
