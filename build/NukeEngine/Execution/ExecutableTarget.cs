using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>One target of the build: its declaration and where it stands.</summary>
public class ExecutableTarget
{
    internal TargetDefinition Definition { get; set; }

    internal Stopwatch Stopwatch { get; } = new();

    /// <summary>The name, as declared.</summary>
    public string Name { get; set; }

    /// <summary>The text that <c>--help</c> shows, or null.</summary>
    public string Description { get; set; }

    /// <summary>The property that declares the target.</summary>
    public MemberInfo Member { get; set; }

    /// <summary>The declaration itself, which identifies the target.</summary>
    public Delegate Factory { get; set; }

    /// <summary>Whether <c>--help</c> lists it.</summary>
    public bool Listed { get; set; }

    /// <summary>Whether it runs when no target is named.</summary>
    public bool IsDefault { get; set; }

    /// <summary>Whether it was named, or is the default of a run that names none.</summary>
    public bool Invoked { get; set; }

    /// <summary>Where it stands.</summary>
    public ExecutionStatus Status { get; set; }

    /// <summary>How long it has run.</summary>
    public TimeSpan Duration => Stopwatch.Elapsed;

    /// <summary>What happens to its dependencies when it is skipped.</summary>
    public DependencyBehavior DependencyBehavior { get; internal set; }

    /// <summary>Whether it runs after a failure, if scheduled.</summary>
    public bool AssuredAfterFailure { get; internal set; }

    /// <summary>Whether the plan goes on after its failure.</summary>
    public bool ProceedAfterFailure { get; internal set; }

    /// <summary>Conditions read when its turn comes, with their source text.</summary>
    public List<(string, Func<bool>)> DynamicConditions { get; internal set; } = [];

    /// <summary>Conditions read before the first target runs, with their source text.</summary>
    public List<(string, Func<bool>)> StaticConditions { get; internal set; } = [];

    /// <summary>What must hold before the first target runs.</summary>
    public List<LambdaExpression> DelegateRequirements { get; internal set; } = [];

    /// <summary>What it does.</summary>
    public List<Action> Actions { get; internal set; } = [];

    /// <summary>The files it makes.</summary>
    public List<string> ArtifactProducts { get; internal set; } = [];

    /// <summary>The targets that run because this one does, before it.</summary>
    public List<ExecutableTarget> ExecutionDependencies { get; } = [];

    /// <summary>The targets that run before this one, where both run.</summary>
    public List<ExecutableTarget> OrderDependencies { get; } = [];

    /// <summary>The targets that trigger this one.</summary>
    public List<ExecutableTarget> TriggerDependencies { get; } = [];

    /// <summary>The targets that this one triggers.</summary>
    public List<ExecutableTarget> Triggers { get; } = [];

    /// <summary>All targets that come before this one.</summary>
    public IReadOnlyCollection<ExecutableTarget> AllDependencies
        => [.. ExecutionDependencies, .. OrderDependencies, .. TriggerDependencies];

    /// <summary>The pairs behind its line in the summary.</summary>
    public Dictionary<string, string> SummaryInformation { get; internal set; } = [];

    /// <summary>The source text of the conditions that did not hold, or null.</summary>
    public string OnlyWhen
    {
        get => SummaryInformation.GetValueOrDefault(nameof(OnlyWhen));
        set => Report(nameof(OnlyWhen), value);
    }

    /// <summary>Why it was skipped, or null.</summary>
    public string Skipped
    {
        get => SummaryInformation.GetValueOrDefault(nameof(Skipped));
        set => Report(nameof(Skipped), value);
    }

    private void Report(string key, string value)
    {
        if (value is not null)
            SummaryInformation[key] = value;
    }
}
