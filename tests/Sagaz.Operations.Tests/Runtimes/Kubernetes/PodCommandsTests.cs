using System.Net;
using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>Commands in a pod that outlive the connection that began them, over a real websocket to processes of this machine.</summary>
public sealed class PodCommandsTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private DeployerHarness harness = null!;

    public async Task InitializeAsync()
    {
        harness = await DeployerHarness.StartAsync();
        harness.Fake.Programs.Instead = _ => null;
    }

    public async Task DisposeAsync() => await harness.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [RequiresToolFact("setsid")]
    public async Task What_a_command_writes_and_its_exit_code_come_back_apart_and_no_variable_stands_in_an_argument()
    {
        var ended = await RunAsync(Shell("echo \"$1 $SECRET\"; echo wrong >&2; exit 3", "it's of us") with
        {
            Environment = new Dictionary<string, string> { ["SECRET"] = "a b='c'" },
        });

        Assert.Equal(("it's of us a b='c'\n", "wrong\n", 3), (ended.Output, ended.ErrorOutput, ended.ExitCode));
        var run = Assert.Single(harness.Fake.Programs.Run);
        Assert.Equal(("restored-verify", "postgresql"), (run.Pod, run.Container));
        Assert.DoesNotContain("a b='c'", run.Text, StringComparison.Ordinal);
    }

    [RequiresToolFact("setsid")]
    public async Task A_connection_that_is_cut_neither_ends_a_command_nor_begins_it_again()
    {
        harness.Fake.Programs.IsCutAtTheEnd = true;
        var running = RunAsync(Shell("echo once >> \"$1\"; echo done", folder.Of("begun")));
        await Eventually.HoldsAsync(() => Task.FromResult(harness.Fake.Programs.Run.Count > 1));

        harness.Fake.Programs.IsCutAtTheEnd = false;
        var ended = await running;

        Assert.Equal(("done\n", 0), (ended.Output, ended.ExitCode));
        Assert.Equal("once\n", await File.ReadAllTextAsync(folder.Of("begun")));
    }

    [RequiresToolFact("setsid")]
    public async Task A_run_that_is_interrupted_leaves_nothing_of_its_command()
    {
        using var interruption = new CancellationTokenSource();
        var running = RunAsync(Shell("sleep 600 & echo \"$$ $!\" > \"$1\"; wait", folder.Of("processes")), interruption.Token);
        await Eventually.HoldsAsync(async () => File.Exists(folder.Of("processes")) && (await File.ReadAllTextAsync(folder.Of("processes"))).EndsWith('\n'));
        var processes = (await File.ReadAllTextAsync(folder.Of("processes"))).Trim().Split(' ').Select(int.Parse).ToList();
        Assert.All(processes, process => Assert.True(RunningProcess.IsAlive(process)));

        await interruption.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Eventually.HoldsAsync(() => Task.FromResult(!processes.Exists(RunningProcess.IsAlive)));
    }

    [RequiresToolFact("setsid")]
    public async Task A_command_that_passes_its_deadline_is_ended()
    {
        var late = await Assert.ThrowsAsync<DeadlinePassedException>(() => RunAsync(
            Shell("echo $$ > \"$1\"; exec sleep 600", folder.Of("process")) with { Deadline = TimeSpan.FromSeconds(1) }));

        Assert.Contains("sh in the pod restored-verify", late.Sentence, StringComparison.Ordinal);
        var process = int.Parse(await File.ReadAllTextAsync(folder.Of("process")));
        await Eventually.HoldsAsync(() => Task.FromResult(!RunningProcess.IsAlive(process)));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pod_that_is_gone_is_no_reason_to_wait()
    {
        harness.Fake.Faults.Refuse("/pods/restored-verify/exec", HttpStatusCode.NotFound, "NotFound", "pods \"restored-verify\" not found", times: 9);

        var refused = await Assert.ThrowsAsync<ApiRefusedException>(() => RunAsync(new Command("true")));

        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_variable_that_would_be_read_as_two_is_refused_before_anything_runs()
    {
        var two = new Command("true") { Environment = new Dictionary<string, string> { ["ONE"] = "1\nTWO=2" } };

        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(two));

        Assert.Empty(harness.Fake.Programs.Run);
    }

    private static Command Shell(string script, string argument) => new("sh", "-c", script, "sh", argument);

    private Task<CommandResult> RunAsync(Command command, CancellationToken cancellationToken = default) =>
        new PodCommands(new PodExec(harness.Api), "restored-verify", "postgresql", harness.Log).RunAsync(command, cancellationToken);
}
