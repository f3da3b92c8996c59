using System.Linq.Expressions;
using Nuke.Common.Execution;
using Nuke.Common.Tooling;

namespace Nuke.Common;

/// <summary>Base class of a build. The build's <c>Main</c> calls <see cref="Execute{T}"/>.</summary>
public abstract partial class NukeBuild : INukeBuild
{
    /// <summary>The targets of this run in their order.</summary>
    public IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; set; }

    /// <summary>Whether only the execution plan is shown.</summary>
    [Parameter("Shows the execution plan (HTML).")]
    public bool Plan { get; }

    /// <summary>Whether only the help text is shown.</summary>
    [Parameter("Shows the help text for this build assembly.")]
    public bool Help { get; }

    /// <summary>Whether the logo is left out.</summary>
    [Parameter("Disables displaying the NUKE logo.")]
    public bool NoLogo { get; set; }

    /// <summary>Whether targets that succeeded in the last attempt are skipped.</summary>
    [Parameter("Indicates to continue a previously failed build attempt.")]
    public bool Continue { get; internal set; }

    /// <summary>The exit code; null lets the targets decide between 0 and -1.</summary>
    public int? ExitCode { get; set; }

    internal IReadOnlyList<ExecutableTarget> ExecutableTargets { get; set; }

    /// <summary>Runs the targets that the command line names, or the default ones.</summary>
    /// <returns>0, -1 after a failure, or <see cref="ExitCode"/>.</returns>
    protected static int Execute<T>(params Expression<Func<T, Target>>[] defaultTargetExpressions)
        where T : NukeBuild, new()
        => BuildRun.Execute(Session.FromProcess, defaultTargetExpressions);

    /// <inheritdoc/>
    public void ReportSummary(Configure<Dictionary<string, string>> configurator = null)
    {
        var running = ExecutionPlan.Single(x => x.Status == ExecutionStatus.Running);
        running.SummaryInformation = configurator.InvokeSafe([]);
    }

    T INukeBuild.TryGetValue<T>(Expression<Func<T>> parameterExpression)
        => (T)Session.Current.Components.Get(this, parameterExpression);

    T INukeBuild.TryGetValue<T>(Expression<Func<object>> parameterExpression)
        => Session.Current.Components.Get(this, parameterExpression) is T value ? value : default;
}
