namespace Nuke.Common.Execution;

/// <summary>The table at the run's end: target, status, duration and the reported pairs.</summary>
internal static class OutcomeTable
{
    private const int StatusWidth = 10;
    private const int DurationWidth = 10;
    private const int MinimumNameWidth = 19;

    public static IEnumerable<(ConsoleTone Tone, string Text)> Lines(IReadOnlyCollection<ExecutableTarget> plan)
    {
        var nameWidth = Math.Max(plan.Max(x => x.Name.Length) + 4, MinimumNameWidth);
        var width = nameWidth + StatusWidth + DurationWidth;
        var total = plan.Aggregate(TimeSpan.Zero, (sum, x) => sum + x.Duration);

        yield return (ConsoleTone.Debug, null);
        yield return (ConsoleTone.Debug, new string('═', width));
        yield return (ConsoleTone.Information, Line("Target", "Status", "Duration"));
        yield return (ConsoleTone.Debug, new string('─', width));
        foreach (var target in plan.Where(x => x.Status != ExecutionStatus.Collective))
            yield return (Tone(target.Status), Line(target.Name, target.Status.ToString(), Ran(target)) + Pairs(target));
        yield return (ConsoleTone.Debug, new string('─', width));
        yield return (ConsoleTone.Information, Line("Total", string.Empty, Text(total)));
        yield return (ConsoleTone.Debug, new string('═', width));

        string Line(string name, string status, string duration)
            => name.PadRight(nameWidth) + status.PadRight(StatusWidth) + duration.PadLeft(DurationWidth);
    }

    private static string Pairs(ExecutableTarget target)
        => target.SummaryInformation.Count == 0
            ? string.Empty
            : "   // " + string.Join(", ", target.SummaryInformation.Select(x => $"{x.Key}: {x.Value}"));

    private static string Ran(ExecutableTarget target)
        => target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Failed or ExecutionStatus.Aborted
            ? Text(target.Duration)
            : string.Empty;

    private static string Text(TimeSpan duration)
        => duration < TimeSpan.FromSeconds(1) ? "< 1sec" : $"{(int)duration.TotalMinutes}:{duration:ss}";

    private static ConsoleTone Tone(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Succeeded => ConsoleTone.Success,
        ExecutionStatus.Failed => ConsoleTone.Error,
        ExecutionStatus.Aborted or ExecutionStatus.NotRun => ConsoleTone.Warning,
        _ => ConsoleTone.Debug,
    };
}
