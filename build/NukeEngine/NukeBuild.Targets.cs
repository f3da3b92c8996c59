using Nuke.Common.Execution;

namespace Nuke.Common;

public abstract partial class NukeBuild
{
    /// <summary>The targets that were named, or the default.</summary>
    [Parameter(
        "List of targets to be invoked. Default is '{default_target}'.",
        Name = "Target",
        Separator = "+",
        ValueProviderMember = nameof(TargetNames))]
    public IReadOnlyCollection<ExecutableTarget> InvokedTargets => [.. ExecutionPlan.Where(x => x.Invoked)];

    /// <summary>The targets that were skipped.</summary>
    [Parameter(
        "List of targets to be skipped. Empty list skips all dependencies.",
        Name = "Skip",
        Separator = "+",
        ValueProviderMember = nameof(TargetNames))]
    public IReadOnlyCollection<ExecutableTarget> SkippedTargets => WithStatus(ExecutionStatus.Skipped);

    /// <summary>The targets that have yet to run.</summary>
    public IReadOnlyCollection<ExecutableTarget> ScheduledTargets => WithStatus(ExecutionStatus.Scheduled);

    /// <summary>The targets that run now.</summary>
    public IReadOnlyCollection<ExecutableTarget> RunningTargets => WithStatus(ExecutionStatus.Running);

    /// <summary>The targets that were interrupted.</summary>
    public IReadOnlyCollection<ExecutableTarget> AbortedTargets => WithStatus(ExecutionStatus.Aborted);

    /// <summary>The targets that failed.</summary>
    public IReadOnlyCollection<ExecutableTarget> FailedTargets => WithStatus(ExecutionStatus.Failed);

    /// <summary>The targets that succeeded.</summary>
    public IReadOnlyCollection<ExecutableTarget> SucceededTargets => WithStatus(ExecutionStatus.Succeeded);

    /// <summary>The targets that failed or succeeded.</summary>
    public IReadOnlyCollection<ExecutableTarget> FinishedTargets => [.. FailedTargets, .. SucceededTargets];

    /// <summary>Whether every target has succeeded or was skipped.</summary>
    public bool IsSucceeding => ExecutionPlan.All(x =>
        x.Status is ExecutionStatus.Succeeded or ExecutionStatus.Skipped or ExecutionStatus.Collective);

    /// <summary>Whether a target has failed, was aborted or did not run.</summary>
    public bool IsFailing => ExecutionPlan.Any(x =>
        x.Status is ExecutionStatus.Failed or ExecutionStatus.Aborted or ExecutionStatus.NotRun);

    /// <summary>Whether nothing is scheduled or running any more.</summary>
    public bool IsFinished => !ExecutionPlan.Any(x =>
        x.Status is ExecutionStatus.Scheduled or ExecutionStatus.Running);

    internal IEnumerable<string> TargetNames => TargetCatalog.Properties(GetType()).Select(TargetCatalog.NameOf);

    private List<ExecutableTarget> WithStatus(ExecutionStatus status)
        => [.. ExecutionPlan.Where(x => x.Status == status)];
}
