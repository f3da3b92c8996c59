using System.Diagnostics;
using Sagaz.Core.Errors;

namespace Sagaz.Operations.Waiting;

/// <summary>Awaits a condition by looking at it again and again, with a deadline, and says what it last saw.</summary>
public static class WaitFor
{
    private static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);

    /// <summary>Looks until <paramref name="look"/> says that it is done.</summary>
    /// <param name="subject">What is awaited, for messages: <c>the leader</c>.</param>
    /// <param name="deadline">How long to look.</param>
    /// <param name="log">Told after two seconds, and then every five, what is waited for, for how long, of how much.</param>
    /// <param name="look">One observation: the result when done, otherwise what was seen instead.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="remedy">What to do when the deadline passes.</param>
    /// <param name="interval">Pause between two looks; <see cref="Deadlines.PollInterval"/> unless said otherwise.</param>
    /// <exception cref="DeadlinePassedException">The deadline passed; the message holds the last observation.</exception>
    public static async Task<T> UntilAsync<T>(
        string subject,
        TimeSpan deadline,
        IProgressLog log,
        Func<CancellationToken, Task<Observation<T>>> look,
        CancellationToken cancellationToken,
        string? remedy = null,
        TimeSpan? interval = null)
    {
        var clock = Stopwatch.StartNew();
        var nextReport = QuietFor;
        while (true)
        {
            var seen = await look(cancellationToken);
            if (seen.IsDone)
                return seen.Result!;
            if (clock.Elapsed >= deadline)
            {
                throw new DeadlinePassedException(
                    $"Waited {deadline.TotalSeconds:0} s for {subject} in vain; last seen: {seen.Instead}.", remedy: remedy);
            }
            if (clock.Elapsed >= nextReport)
            {
                log.Information($"waiting for {subject}: {clock.Elapsed.TotalSeconds:0} s of {deadline.TotalSeconds:0} s; {seen.Instead}");
                nextReport = clock.Elapsed + ReportEvery;
            }
            await Task.Delay(interval ?? Deadlines.PollInterval, cancellationToken);
        }
    }
}
