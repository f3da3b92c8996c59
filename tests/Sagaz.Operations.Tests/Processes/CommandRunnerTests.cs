using System.Globalization;
using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Tests.Processes;

public sealed class CommandRunnerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ListLog log = new();

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 20_000)]
    public async Task Returns_both_outputs_and_the_exit_code_as_values()
    {
        var result = await RunAsync("echo out; echo err >&2; echo out again; exit 7");

        Assert.Equal(("out\nout again\n", "err\n", 7, false), (result.Output, result.ErrorOutput, result.ExitCode, result.Succeeded));
    }

    [Fact(Timeout = 20_000)]
    public async Task Loses_nothing_of_a_long_output()
    {
        var result = await RunAsync("i=0; while [ $i -lt 5000 ]; do echo line $i; i=$((i+1)); done");

        Assert.Equal(Enumerable.Range(0, 5000).Select(n => $"line {n}"), result.Output.Split('\n').SkipLast(1));
    }

    [Fact(Timeout = 20_000)]
    public async Task Passes_every_line_on_as_it_comes()
    {
        var seen = new List<string>();
        var command = new Command(folder.Script("talk", "echo one\necho two >&2"));

        await new CommandRunner(log).RunAsync(command, line =>
        {
            lock (seen)
                seen.Add(line);
        });

        Assert.Equal(["one", "two"], seen.Order());
    }

    [Fact(Timeout = 20_000)]
    public async Task Passes_arguments_environment_and_folder_unchanged()
    {
        var command = new Command(folder.Script("tell", "printf '%s|' \"$@\" \"$SECRET\"; pwd"), "a b", "", "'\"$x", "*")
        {
            Environment = new Dictionary<string, string> { ["SECRET"] = "kept" },
            WorkingDirectory = folder.Path,
        };

        var result = (await new CommandRunner(log).RunAsync(command)).Require();

        Assert.Equal($"a b||'\"$x|*|kept|{folder.Path}\n", result.Output);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_command_that_reads_finds_its_input_ended()
    {
        Assert.Equal("end\n", (await RunAsync("cat; echo end")).Output);
    }

    [Fact(Timeout = 20_000)]
    public async Task Logs_the_command_line_as_a_detail()
    {
        await RunAsync("exit 0");

        Assert.Equal([$"$ {folder.Of("script")}"], log.Lines);
    }

    [Fact(Timeout = 20_000)]
    public async Task Requiring_success_shows_command_code_and_the_last_lines_of_the_errors()
    {
        var result = await RunAsync("echo unseen; i=0; while [ $i -lt 20 ]; do echo problem $i >&2; i=$((i+1)); done; exit 3");

        var failure = Assert.Throws<CommandFailedException>(() => result.Require());

        Assert.Equal("script exited with code 3.", failure.Sentence);
        Assert.Equal(
            [failure.Sentence, $"    command: {folder.Of("script")}", .. Enumerable.Range(8, 12).Select(n => $"    problem {n}")],
            failure.Message.Split('\n'));
        Assert.Equal(ExitCode.Failure, failure.ExitCode);
        Assert.Same(result, failure.Result);
    }

    [Fact(Timeout = 20_000)]
    public async Task Requiring_success_shows_the_output_where_there_are_no_errors()
    {
        var result = await RunAsync("echo only this; exit 1");

        Assert.EndsWith("\n    only this", Assert.Throws<CommandFailedException>(() => result.Require()).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_missing_program_is_a_missing_precondition()
    {
        var refusal = await Assert.ThrowsAsync<PreconditionException>(() => new CommandRunner(log).RunAsync(new Command(folder.Of("nothing"), "-v")));

        Assert.StartsWith($"The program '{folder.Of("nothing")}' could not be started: ", refusal.Sentence, StringComparison.Ordinal);
        Assert.Contains($"command: {folder.Of("nothing")} -v", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotRun, refusal.ExitCode);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_deadline_kills_the_command_and_its_children()
    {
        var command = Parent() with { Deadline = TimeSpan.FromSeconds(2) };

        var passed = await Assert.ThrowsAsync<DeadlinePassedException>(() => new CommandRunner(log).RunAsync(command));

        Assert.Equal("parent did not end within 2 s.", passed.Sentence);
        Assert.Contains("command: " + command, passed.Message, StringComparison.Ordinal);
        await AssertFamilyEndsAsync();
    }

    [Fact(Timeout = 20_000)]
    public async Task Cancelling_kills_the_command_and_its_children()
    {
        using var cancellation = new CancellationTokenSource();
        var running = new CommandRunner(log).RunAsync(Parent(), line => cancellation.Cancel(), cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        await AssertFamilyEndsAsync();
    }

    [Fact(Timeout = 20_000)]
    public async Task A_command_within_its_deadline_ends_by_itself()
    {
        var command = new Command(folder.Script("quick", "exit 0")) { Deadline = TimeSpan.FromSeconds(15) };

        var result = await new CommandRunner(log).RunAsync(command);

        Assert.True(result.Succeeded);
        Assert.InRange(result.Duration, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(15));
    }

    [Fact(Timeout = 20_000)]
    public async Task An_attached_command_returns_its_exit_code()
    {
        Assert.Equal(5, await new CommandRunner(log).RunAttachedAsync(new Command(folder.Script("attached", "exit 5"))));
    }

    private Task<CommandResult> RunAsync(string body) => new CommandRunner(log).RunAsync(new Command(folder.Script("script", body)));

    /// <summary>A command with a child; both write their process ids down before the first line is printed.</summary>
    private Command Parent() => new(folder.Script("parent", $"""
        sh -c 'echo $$ > {folder.Of("child.pid")}; exec sleep 60' &
        echo $$ > {folder.Of("parent.pid")}
        while [ ! -s {folder.Of("child.pid")} ]; do :; done
        echo ready
        wait
        """));

    private async Task AssertFamilyEndsAsync()
    {
        int[] family = [IdIn("parent.pid"), IdIn("child.pid")];
        await Eventually.HoldsAsync(() => Task.FromResult(!family.Any(RunningProcess.IsAlive)));
    }
    private int IdIn(string file) => int.Parse(File.ReadAllText(folder.Of(file)), CultureInfo.InvariantCulture);
}
