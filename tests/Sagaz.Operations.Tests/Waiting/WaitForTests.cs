using System.Diagnostics;
using Sagaz.Core.Errors;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Tests.Waiting;

public sealed class WaitForTests
{
    private readonly ListLog log = new();

    [Fact(Timeout = 20_000)]
    public async Task Returns_the_result_of_the_first_look_that_is_done()
    {
        var looks = 0;

        var result = await WaitFor.UntilAsync(
            "three looks",
            TimeSpan.FromSeconds(10),
            log,
            _ => Task.FromResult(++looks < 3 ? new NotYet($"{looks} looks") : (Observation<string>)"done"),
            CancellationToken.None);

        Assert.Equal(("done", 3), (result, looks));
        Assert.Empty(log.Lines);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_passed_deadline_says_what_was_last_seen_and_what_to_do()
    {
        var looks = 0;

        var passed = await Assert.ThrowsAsync<DeadlinePassedException>(() => WaitFor.UntilAsync<bool>(
            "a leader",
            TimeSpan.FromMilliseconds(120),
            log,
            _ => Task.FromResult<Observation<bool>>(new NotYet($"postgres-0 starting, look {++looks}")),
            CancellationToken.None,
            "./build.sh Logs"));

        Assert.True(looks > 1);
        Assert.Equal($"Waited 0 s for a leader in vain; last seen: postgres-0 starting, look {looks}.", passed.Sentence);
        Assert.Equal("./build.sh Logs", passed.Remedy);
        Assert.Equal(ExitCode.DeadlinePassed, passed.ExitCode);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_deadline_of_nothing_still_looks_once()
    {
        Assert.Equal(7, await WaitFor.UntilAsync("seven", TimeSpan.Zero, log, _ => Task.FromResult<Observation<int>>(7), CancellationToken.None));
    }

    [Fact(Timeout = 20_000)]
    public async Task Says_after_two_seconds_what_is_waited_for_for_how_long_of_how_much()
    {
        var clock = Stopwatch.StartNew();

        await WaitFor.UntilAsync(
            "2 replicas",
            TimeSpan.FromSeconds(15),
            log,
            _ => Task.FromResult(log.Lines.Count == 0 ? new NotYet("postgres-1 creating replica") : (Observation<bool>)true),
            CancellationToken.None);

        Assert.Equal(["waiting for 2 replicas: 2 s of 15 s; postgres-1 creating replica"], log.Lines);
        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds(2));
    }

    [Fact(Timeout = 20_000)]
    public async Task Cancelling_ends_the_wait_and_reaches_the_look()
    {
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WaitFor.UntilAsync<bool>(
            "ever",
            TimeSpan.FromSeconds(15),
            log,
            token =>
            {
                Assert.Equal(cancellation.Token, token);
                cancellation.Cancel();
                return Task.FromResult<Observation<bool>>(new NotYet("nothing"));
            },
            cancellation.Token));
    }

    [Fact(Timeout = 20_000)]
    public async Task An_error_of_the_look_ends_the_wait()
    {
        await Assert.ThrowsAsync<OperationFailedException>(() => WaitFor.UntilAsync<bool>(
            "ever", TimeSpan.FromSeconds(15), log, _ => throw new OperationFailedException("It broke."), CancellationToken.None));
    }
}
