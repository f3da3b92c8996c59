using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>Who is told which passwords, and when the files of their pods are new.</summary>
public sealed class PasswordRotationTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder told = new();
    private RotatedCluster cluster = null!;

    public async Task InitializeAsync()
    {
        cluster = await RotatedCluster.StartAsync();
        cluster.AddPod("postgresql-0", "postgresql", "app=postgresql", "passwords", "postgres", "replicator", "patroni");
        cluster.AddPod("pgbouncer-rw-a", "pgbouncer", "app=pgbouncer,pool-type=write", "passwords", "postgres", "pgbouncer");
        cluster.AddPod("pgbouncer-ro-a", "exporter", "app=pgbouncer,pool-type=read", "passwords", "sagaz_stats");
        cluster.AddPod("somebodys", "app", "app=somebodys", "passwords", "postgres");
        // What looks at files looks at ours; nothing else runs here, for it signals the first process.
        cluster.Harness.Fake.Programs.Line = exec => exec.Text.Contains("sha256sum", StringComparison.Ordinal)
            ? exec.Command
            : ["/bin/sh", "-c", "cat >> \"$1\"", "sh", told.Of(exec.Pod)];
    }

    public async Task DisposeAsync() => await cluster.DisposeAsync();

    public void Dispose() => told.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task Each_container_is_told_what_it_works_with_and_no_argument_says_it()
    {
        var known = cluster.Passwords("first").Read();

        await cluster.Rotation("first").TellAsync(CancellationToken.None);

        Assert.Equal($"postgres {known["postgres"]}\nreplicator {known["replicator"]}\npatroni {known["patroni"]}\n\n", await File.ReadAllTextAsync(told.Of("postgresql-0")));
        Assert.Equal($"postgres {known["postgres"]}\npgbouncer {known["pgbouncer"]}\n\n", await File.ReadAllTextAsync(told.Of("pgbouncer-rw-a")));
        Assert.Equal($"sagaz_stats {known["sagaz_stats"]}\n\n", await File.ReadAllTextAsync(told.Of("pgbouncer-ro-a")));
        var run = cluster.Harness.Fake.Programs.Run.ToList();
        Assert.Equal(["pgbouncer-ro-a", "pgbouncer-rw-a", "postgresql-0"], run.Select(exec => exec.Pod));
        Assert.DoesNotContain(run, exec => known.Values.Any(password => exec.Text.Contains(password, StringComparison.Ordinal)));
        // What exports figures would end by it.
        Assert.Equal(["pgbouncer-rw-a", "postgresql-0"], run.Where(exec => exec.Text.Contains("kill -HUP 1", StringComparison.Ordinal)).Select(exec => exec.Pod));
    }

    [Fact(Timeout = 60_000)]
    public async Task It_is_done_when_every_pod_has_the_new_files_and_has_been_told_once_more()
    {
        var known = cluster.Passwords("first").Read();
        Lay("postgresql-0", "postgres", "replicator", "patroni");
        Lay("pgbouncer-ro-a", "sagaz_stats");
        Lay("pgbouncer-rw-a", "postgres", "pgbouncer");
        await File.WriteAllTextAsync(Path.Combine(cluster.Mounts, "pgbouncer-rw-a", "pgbouncer"), "former");

        var handedOut = cluster.Rotation("first").HandOutAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => Task.FromResult(cluster.Harness.Fake.Programs.Run.Count(exec => exec.Pod == "pgbouncer-rw-a" && exec.Text.Contains("sha256sum", StringComparison.Ordinal)) > 1));
        Assert.False(handedOut.IsCompleted);
        await File.WriteAllTextAsync(Path.Combine(cluster.Mounts, "pgbouncer-rw-a", "pgbouncer"), known["pgbouncer"]);
        await handedOut;

        var line = $"sagaz_stats {known["sagaz_stats"]}\n\n";
        Assert.Equal(line + line, await File.ReadAllTextAsync(told.Of("pgbouncer-ro-a")));
        // What has its new files is not asked again.
        Assert.Single(cluster.Harness.Fake.Programs.Run, exec => exec.Pod == "postgresql-0" && exec.Text.Contains("sha256sum", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pod_whose_files_stay_old_is_named_with_them_and_nothing_of_what_they_hold()
    {
        Lay("postgresql-0", "postgres", "replicator", "patroni");
        Lay("pgbouncer-ro-a", "sagaz_stats");
        Lay("pgbouncer-rw-a", "postgres", "pgbouncer");
        await File.WriteAllTextAsync(Path.Combine(cluster.Mounts, "pgbouncer-rw-a", "pgbouncer"), "former");
        var readers = new SecretReaders(new PodDirectory(cluster.Harness.Api), new PodExec(cluster.Harness.Api), cluster.Harness.Log) { Within = TimeSpan.Zero };

        var passed = await Assert.ThrowsAsync<DeadlinePassedException>(() => readers.AwaitMountedAsync(SecretObjects.Passwords, cluster.Passwords("first").Read(), CancellationToken.None));

        Assert.Contains("last seen: pgbouncer-rw-a: old pgbouncer.", passed.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("former", passed.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("get secrets")]
    [InlineData("patch secrets")]
    [InlineData("list pods")]
    [InlineData("create pods")]
    [InlineData("get configmaps")]
    public async Task A_missing_right_is_named_before_anything_is_changed(string right)
    {
        cluster.Harness.Fake.Denied.Add(right);
        var written = cluster.Harness.Fake.Objects.Written.Count;

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => cluster.Rotation("first").RequirePossibleAsync(CancellationToken.None));

        Assert.Contains(right, refused.Sentence, StringComparison.Ordinal);
        Assert.Equal(written, cluster.Harness.Fake.Objects.Written.Count);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pod_that_does_not_run_is_named_before_anything_is_changed()
    {
        cluster.Harness.Fake.Objects.Change("/api/v1/namespaces/sagaz/pods/pgbouncer-rw-a", pod => pod["status"]!["containerStatuses"]![0]!["state"] = new System.Text.Json.Nodes.JsonObject { ["waiting"] = new System.Text.Json.Nodes.JsonObject() });

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => cluster.Rotation("first").RequirePossibleAsync(CancellationToken.None));

        Assert.Contains("pgbouncer-rw-a: the container pgbouncer does not run", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Lays the files of a pod down as the Secret has them.</summary>
    private void Lay(string pod, params string[] accounts)
    {
        foreach (var account in accounts)
            File.WriteAllText(Path.Combine(cluster.Mounts, pod, account), cluster.Passwords("first").Read()[account]);
    }
}
