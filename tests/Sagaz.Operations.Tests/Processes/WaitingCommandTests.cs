using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Tests.Processes;

public sealed class WaitingCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CommandRunner runner = new(new ListLog());

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 20_000)]
    public async Task Does_what_it_is_told_and_not_before()
    {
        var mark = folder.Of("mark");
        using var waiting = runner.Start(new Command(folder.Script("obey", "echo ready > \"$0.ready\"; read -r line; touch \"$1\"; echo \"did $line\""), mark));
        await Eventually.HoldsAsync(() => Task.FromResult(File.Exists(folder.Of("obey.ready"))));
        Assert.False(File.Exists(mark));

        var result = await waiting.EndAsync("that\n", CancellationToken.None);

        Assert.Equal(("did that\n", 0), (result.Output, result.ExitCode));
        Assert.True(File.Exists(mark));
    }

    [Fact(Timeout = 20_000)]
    public async Task One_that_ended_before_it_was_told_anything_says_why()
    {
        using var waiting = runner.Start(new Command(folder.Script("fail", "exec <&-; echo too early >&2; touch \"$0.closed\"; exit 2")));
        await Eventually.HoldsAsync(() => Task.FromResult(File.Exists(folder.Of("fail.closed"))));

        var result = await waiting.EndAsync("that\n", CancellationToken.None);

        Assert.Equal(("too early\n", 2), (result.ErrorOutput, result.ExitCode));
    }

    [Fact(Timeout = 20_000)]
    public async Task Its_deadline_counts_from_when_it_is_told()
    {
        using var waiting = runner.Start(new Command(folder.Script("hang", "read -r line; exec tail -f /dev/null")) { Deadline = TimeSpan.FromMilliseconds(200) });

        await Assert.ThrowsAsync<DeadlinePassedException>(() => waiting.EndAsync("that\n", CancellationToken.None));
    }

    [Fact(Timeout = 20_000)]
    public async Task One_that_nobody_tells_anything_is_killed()
    {
        var file = folder.Of("wait.pid");
        using (runner.Start(new Command(folder.Script("wait", "echo $$ > \"$0.new\"; mv \"$0.new\" \"$0.pid\"; read -r line"))))
            await Eventually.HoldsAsync(() => Task.FromResult(File.Exists(file)));

        var process = int.Parse(await File.ReadAllTextAsync(file), System.Globalization.CultureInfo.InvariantCulture);
        await Eventually.HoldsAsync(() => Task.FromResult(!RunningProcess.IsAlive(process)));
    }
}
