using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Runs the plan: skips, conditions, requirements, then one target after another.</summary>
internal sealed class BuildExecutor(Session session, NukeBuild build, Interruption interruption)
{
    private BuildAttempt attempt;

    /// <param name="skipped">The names after <c>--skip</c>; empty for all that were not invoked, null for none.</param>
    public void Run(string[] skipped)
    {
        var skipping = new Skipping(build.ExecutionPlan);
        if (skipped is not null)
            skipping.ByName(skipped);
        foreach (var target in build.ExecutionPlan)
            skipping.ByConditions(target, target.StaticConditions);

        Requirements.Check(build);
        attempt = BuildAttempt.Begin(session, build.Continue);
        interruption.Add(RunAssured);
        try
        {
            foreach (var target in build.ExecutionPlan)
                Run(target, skipping, isCleanup: false);
        }
        catch
        {
            RunAssured();
            throw;
        }

        void RunAssured()
        {
            foreach (var target in build.ExecutionPlan.Where(x => x.AssuredAfterFailure))
            {
                if (target.Status == ExecutionStatus.Scheduled)
                    Run(target, skipping, isCleanup: true);
            }
        }
    }

    private void Run(ExecutableTarget target, Skipping skipping, bool isCleanup)
    {
        if (target.Status == ExecutionStatus.Skipped
            || attempt.HasSucceeded(target)
            || skipping.ByConditions(target, target.DynamicConditions))
        {
            target.Status = ExecutionStatus.Skipped;
            build.OnTargetSkipped(target.Name);
        }
        else if (target.Actions.Count == 0)
        {
            target.Status = ExecutionStatus.Collective;
        }
        else
        {
            using (session.Host.WriteBlock(target.Name))
                RunActions(target, isCleanup);
        }
    }

    private void RunActions(ExecutableTarget target, bool isCleanup)
    {
        var outer = Logging.CurrentTarget;
        Logging.CurrentTarget = target.Name;
        target.Stopwatch.Start();
        target.Status = ExecutionStatus.Running;
        try
        {
            build.OnTargetRunning(target.Name);
            foreach (var action in target.Actions)
                action();

            target.Stopwatch.Stop();
            target.Status = ExecutionStatus.Succeeded;
            build.OnTargetSucceeded(target.Name);
            attempt.Succeeded(target);
        }
        catch (Exception exception)
        {
            Fail(target, BuildRun.Unwrap(exception));
            if (!target.ProceedAfterFailure && !isCleanup)
                throw new TargetExecutionException(target.Name, exception);
        }
        finally
        {
            Logging.CurrentTarget = outer;
        }
    }

    private void Fail(ExecutableTarget target, Exception exception)
    {
        target.Stopwatch.Stop();
        if (target.SummaryInformation.Count == 0)
            target.SummaryInformation[exception.GetType().Name] = exception.Message.Split('\n')[0].TrimEnd('\r');

        Log.Error(exception, "Target {TargetName} has thrown an exception", target.Name);
        target.Status = ExecutionStatus.Failed;
        build.OnTargetFailed(target.Name);
    }
}
