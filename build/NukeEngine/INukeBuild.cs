using System.Linq.Expressions;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace Nuke.Common;

/// <summary>What a build offers to its components.</summary>
public interface INukeBuild
{
    /// <summary>The folder that holds <c>.nuke</c>.</summary>
    AbsolutePath RootDirectory { get; }

    /// <summary><c>.nuke/temp</c> under the root.</summary>
    AbsolutePath TemporaryDirectory { get; }

    /// <summary>The build's assembly.</summary>
    AbsolutePath BuildAssemblyFile { get; }

    /// <summary>The folder of the build's assembly.</summary>
    AbsolutePath BuildAssemblyDirectory { get; }

    /// <summary>The folder of the build's project, or null.</summary>
    AbsolutePath BuildProjectDirectory { get; }

    /// <summary>The build's project, or null.</summary>
    AbsolutePath BuildProjectFile { get; }

    /// <summary>What the build runs on: a terminal or a build server.</summary>
    Host Host { get; }

    /// <summary>The console's threshold.</summary>
    Verbosity Verbosity { get; }

    /// <summary>Whether the build runs outside a build server.</summary>
    bool IsLocalBuild { get; }

    /// <summary>Whether the build runs on a build server.</summary>
    bool IsServerBuild { get; }

    /// <summary>Whether only the execution plan is shown.</summary>
    bool Plan { get; }

    /// <summary>Whether only the help text is shown.</summary>
    bool Help { get; }

    /// <summary>Whether the logo is left out.</summary>
    bool NoLogo { get; }

    /// <summary>Whether targets that succeeded in the last attempt are skipped.</summary>
    bool Continue { get; }

    /// <summary>Whether a target has failed, was aborted or did not run.</summary>
    bool IsFailing { get; }

    /// <summary>Whether nothing is scheduled or running any more.</summary>
    bool IsFinished { get; }

    /// <summary>Whether every target has succeeded or was skipped.</summary>
    bool IsSucceeding { get; }

    /// <summary>The process's exit code where it is not decided by the targets.</summary>
    int? ExitCode { get; set; }

    /// <summary>The targets of this run in their order.</summary>
    IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; }

    /// <summary>The targets that were named, or the default.</summary>
    IReadOnlyCollection<ExecutableTarget> InvokedTargets { get; }

    /// <summary>The targets that were skipped.</summary>
    IReadOnlyCollection<ExecutableTarget> SkippedTargets { get; }

    /// <summary>The targets that have yet to run.</summary>
    IReadOnlyCollection<ExecutableTarget> ScheduledTargets { get; }

    /// <summary>The targets that run now.</summary>
    IReadOnlyCollection<ExecutableTarget> RunningTargets { get; }

    /// <summary>The targets that were interrupted.</summary>
    IReadOnlyCollection<ExecutableTarget> AbortedTargets { get; }

    /// <summary>The targets that failed.</summary>
    IReadOnlyCollection<ExecutableTarget> FailedTargets { get; }

    /// <summary>The targets that succeeded.</summary>
    IReadOnlyCollection<ExecutableTarget> SucceededTargets { get; }

    /// <summary>The targets that failed or succeeded.</summary>
    IReadOnlyCollection<ExecutableTarget> FinishedTargets { get; }

    /// <summary>Sets the running target's pairs in the summary; earlier ones are replaced.</summary>
    void ReportSummary(Configure<Dictionary<string, string>> configurator = null);

    /// <summary>The value of a component's parameter, or null.</summary>
    T TryGetValue<T>(Expression<Func<T>> parameterExpression)
        where T : class;

    /// <summary>The value of a component's parameter, or the type's default.</summary>
    T TryGetValue<T>(Expression<Func<object>> parameterExpression);
}
