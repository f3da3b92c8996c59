using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Decides which scheduled targets are passed over, and which of their dependencies go with them.</summary>
internal sealed class Skipping(IReadOnlyCollection<ExecutableTarget> plan)
{
    public void ByName(string[] names)
    {
        foreach (var target in plan)
        {
            if (names.Length == 0 || names.Contains(target.Name, StringComparer.OrdinalIgnoreCase))
                Skip(target, "via parameter");
        }
    }

    /// <returns>Whether a condition did not hold, now or before.</returns>
    public bool ByConditions(ExecutableTarget target, List<(string Text, Func<bool> Holds)> conditions)
    {
        if (conditions.Count > 0 && Violated(target, conditions) is { Length: > 0 } violated)
        {
            target.OnlyWhen = violated;
            Skip(target, reason: null);
        }

        return target.OnlyWhen is not null;
    }

    private static string Violated(ExecutableTarget target, List<(string Text, Func<bool> Holds)> conditions)
    {
        try
        {
            return string.Join(" && ", conditions.Where(x => !x.Holds()).Select(x => WithoutLambda(x.Text)));
        }
        catch (Exception exception)
        {
            Log.Error(
                BuildRun.Unwrap(exception),
                "Invocation of condition for {TargetName} has thrown an exception",
                target.Name);
            throw new TargetExecutionException(target.Name, exception);
        }
    }

    private static string WithoutLambda(string text)
    {
        var arrow = text.StartsWith('(') ? text.IndexOf("=>", StringComparison.Ordinal) : -1;
        return arrow >= 0 && text[..arrow].Trim() is "()" or "( )" ? text[(arrow + 2)..].Trim() : text;
    }

    private void Skip(ExecutableTarget target, string reason)
    {
        if (target.Invoked || target.Status != ExecutionStatus.Scheduled)
            return;

        target.Status = ExecutionStatus.Skipped;
        target.Skipped ??= reason;
        if (target.DependencyBehavior == DependencyBehavior.Execute)
            return;

        foreach (var needed in target.ExecutionDependencies.Concat(target.Triggers).Where(x => !IsNeededElsewhere(x)).ToList())
            Skip(needed, $"because of {target.Name}");
    }

    private bool IsNeededElsewhere(ExecutableTarget target)
        => plan.Any(x => x.Status == ExecutionStatus.Scheduled
            && (x.ExecutionDependencies.Contains(target) || x.Triggers.Contains(target)));
}
