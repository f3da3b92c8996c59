using Sagaz.Core.Errors;
using Sagaz.Operations.PgBouncer;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Tests.Faults.Kubernetes;
using Sagaz.Operations.Tests.PgBouncer;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>Every pod of a pool is found by its labels and told, through the API server.</summary>
public sealed class KubernetesPoolerTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakePooler one = new();
    private readonly FakePooler other = new();
    private FaultHarness harness = null!;
    private KubernetesRuntime runtime = null!;

    public async Task InitializeAsync()
    {
        harness = await FaultHarness.StartAsync();
        harness.Fake.Pods.Ports["pgbouncer-rw-a:6432"] = one.Port;
        harness.Fake.Pods.Ports["pgbouncer-rw-b:6432"] = other.Port;
        runtime = await harness.OpenRuntimeAsync(folder.Path);
    }

    public async Task DisposeAsync()
    {
        await harness.DisposeAsync();
        await one.DisposeAsync();
        await other.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    [RequiresToolFact("psql")]
    public async Task Both_are_paused_at_once_and_each_pod_would_resume_its_own()
    {
        var poolers = await runtime.FindPoolersAsync(Pool, CancellationToken.None);

        await using (await PoolPause.BeginAsync(new CommandRunner(harness.Log), poolers, "sagaz", folder.Path, TimeSpan.FromSeconds(15), CancellationToken.None))
            Assert.All([one, other], pooler => Assert.Contains("PAUSE;", pooler.Told));

        Assert.Equal(["pgbouncer-rw-a", "pgbouncer-rw-b"], poolers.Select(pooler => pooler.Endpoint.Name));
        Assert.All([one, other], pooler => Assert.Contains("RESUME;", pooler.Told));
        var run = harness.Fake.Programs.Run.OrderBy(exec => exec.Pod, StringComparer.Ordinal).ToList();
        Assert.Equal(["pgbouncer-rw-a", "pgbouncer-rw-a", "pgbouncer-rw-b", "pgbouncer-rw-b"], run.Select(exec => exec.Pod));
        Assert.All(run, exec => Assert.Equal("pgbouncer", exec.Container));
        Assert.Equal(2, run.Count(exec => exec.Text.Contains("kill -USR2 1", StringComparison.Ordinal) && exec.Command[^1] == "15"));
    }

    [RequiresToolFact("psql")]
    public async Task Nothing_is_paused_in_a_pod_that_cannot_be_guarded_and_the_other_goes_on()
    {
        harness.Fake.Programs.Instead = exec => exec.Pod == "pgbouncer-rw-b" ? (1, "no room") : (0, "");
        var poolers = await runtime.FindPoolersAsync(Pool, CancellationToken.None);

        var refused = await Assert.ThrowsAsync<OperationFailedException>(() =>
            PoolPause.BeginAsync(new CommandRunner(harness.Log), poolers, "sagaz", folder.Path, TimeSpan.FromSeconds(15), CancellationToken.None));

        Assert.Contains("pgbouncer-rw-b", refused.Sentence, StringComparison.Ordinal);
        Assert.Contains("RESUME;", one.Told);
        Assert.DoesNotContain("PAUSE;", other.Told);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pod_that_comes_is_found_and_one_that_does_not_run_is_not()
    {
        harness.Fake.Workloads.AddPod("pgbouncer-rw-c", "pgbouncer", "app=pgbouncer,pool-type=write", "node-b");
        harness.Fake.Objects.Delete(FaultHarness.PodPath + "pgbouncer-rw-a");
        harness.Fake.Workloads.AddPod("pgbouncer-ro-a", "pgbouncer", "app=pgbouncer,pool-type=read", "node-b");

        var writers = await runtime.FindPoolersAsync(Pool, CancellationToken.None);
        var readers = await runtime.FindPoolersAsync(Pool with { Name = "pgbouncer-ro" }, CancellationToken.None);

        Assert.Equal(["pgbouncer-rw-b", "pgbouncer-rw-c"], writers.Select(pooler => pooler.Endpoint.Name));
        Assert.Equal(2, writers.Select(pooler => pooler.Endpoint.Port).Distinct().Count());
        Assert.Equal(("pgbouncer-ro-a", 2), (readers.Single().Endpoint.Name, readers.Single().Sharers));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pool_without_a_pod_can_be_looked_at_but_told_nothing()
    {
        var pool = new PoolConsole(new CommandRunner(harness.Log), "pgbouncer-ro", token => runtime.FindPoolersAsync(Pool with { Name = "pgbouncer-ro" }, token));

        var refused = await Assert.ThrowsAsync<OperationFailedException>(() => pool.RequireAsync(CancellationToken.None));

        Assert.Contains("No pooler of pgbouncer-ro runs", refused.Sentence, StringComparison.Ordinal);
        Assert.Null(await pool.ReadPoolAsync("sagaz", CancellationToken.None));
        Assert.Null(await pool.IsPausedAsync("sagaz", CancellationToken.None));
    }

    /// <summary>The guard's script here, with a stand-in for the signal: what it does when nobody takes its mark away, and when somebody does.</summary>
    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pods_guard_resumes_when_the_limit_passes_unless_its_mark_is_gone(bool isEnded)
    {
        var (mark, signalled, done) = (folder.Of("mark"), folder.Of("signalled"), folder.Of("done"));
        var script = PodPauseGuard.Watch.Replace("kill -USR2 1", $"touch {signalled}; touch {done}", StringComparison.Ordinal);

        var started = await new CommandRunner(harness.Log).RunAsync(new Command("/bin/sh", "-c", script, "sh", mark, isEnded ? "20" : "1"));
        if (isEnded)
            File.Delete(mark);
        await Eventually.HoldsAsync(() => Task.FromResult(File.Exists(done)));

        Assert.True(started.Succeeded);
        Assert.Equal((false, !isEnded), (File.Exists(mark), File.Exists(signalled)));
    }

    private static PostgresEndpoint Pool => new() { Name = "pgbouncer-rw", Host = "127.0.0.1", Port = 6432, Database = "sagaz", Username = "postgres", Password = "secret" };
}
