using System.Diagnostics;

namespace Sagaz.Operations.Waiting;

/// <summary>Tells the log every few seconds what a long command last printed, for how long it runs, of how much.</summary>
public sealed class StepProgress(IProgressLog log, string step, TimeSpan deadline)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private TimeSpan next = Interval;

    /// <summary>One line that the command printed.</summary>
    public void See(string line)
    {
        log.Detail($"{step}: {line}");
        lock (gate)
        {
            if (clock.Elapsed < next)
                return;
            next = clock.Elapsed + Interval;
        }
        log.Information($"{step}: {clock.Elapsed.TotalSeconds:0} s of {deadline.TotalSeconds:0} s; {line.Trim()}");
    }
}
