using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using Nuke.Common.ValueInjection;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>One run of a build from its command line to its exit code.</summary>
internal static class BuildRun
{
    private const int ErrorExitCode = -1;

    /// <summary>What a process ends with that NUKE lets die of an exception nobody catches.</summary>
    private const int AbortedExitCode = 134;

    public static int Execute<T>(Func<Session> open, Expression<Func<T, Target>>[] defaults)
        where T : NukeBuild, new()
    {
        if (Console.OutputEncoding.CodePage != Encoding.UTF8.CodePage)
            Console.OutputEncoding = Encoding.UTF8;

        Session session;
        try
        {
            session = open();
            session.Begin();
        }
        catch (Exception exception) when (exception is RootNotFoundException or FormatException)
        {
            Console.Error.WriteLine(exception.Message);
            return exception is RootNotFoundException ? AbortedExitCode : ErrorExitCode;
        }

        Logging.Configure(session);
        using var interruption = new Interruption();
        try
        {
            return Execute(session, new T(), defaults, interruption);
        }
        finally
        {
            Log.CloseAndFlush();
        }
    }

    /// <summary>The exception that a wrapper carries.</summary>
    public static Exception Unwrap(Exception exception) => exception switch
    {
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        TypeInitializationException { InnerException: { } inner } => Unwrap(inner),
        AggregateException { InnerExceptions: [var inner] } => Unwrap(inner),
        _ => exception,
    };

    private static int Execute<T>(
        Session session,
        T build,
        Expression<Func<T, Target>>[] defaults,
        Interruption interruption)
        where T : NukeBuild
    {
        try
        {
            build.ExecutableTargets = TargetCatalog.Create(build, defaults);
            if (ShellCompletion.IsAskedFor(session))
                return ShellCompletion.Answer(session, build);

            session.Parameters.AddFiles(session);
            InjectedMembers.Fill(build, x => x.GetType() == typeof(ParameterAttribute));
            SchemaFile.Refresh(session, build);
            build.OnBuildCreated();
            if (!build.NoLogo)
            {
                session.Host.WriteLogo();
                session.Host.WriteVersion();
            }

            build.ExecutionPlan = ExecutionPlanner.Plan(
                build.ExecutableTargets,
                session.Parameters.Get<string[]>("Target", '+'));
            if (build.Plan)
                return PlanPage.Show(session, build);
            if (build.Help || build.ExecutionPlan.Count == 0)
                return HelpText.Show(session, build);

            InjectedMembers.Fill(build, x => x.GetType() != typeof(ParameterAttribute));
            build.OnBuildInitialized();
            interruption.Add(() => Finish(session, build));
            new BuildExecutor(session, build, interruption).Run(session.Parameters.Get<string[]>("Skip", '+'));
            build.ExitCode ??= build.IsSucceeding ? 0 : ErrorExitCode;
        }
        catch (Exception exception)
        {
            Report(session, Unwrap(exception));
            build.ExitCode ??= ErrorExitCode;
        }

        Finish(session, build);
        return build.ExitCode.Value;
    }

    private static void Report(Session session, Exception exception)
    {
        // A target's failure has been logged where it happened.
        if (exception is TargetExecutionException)
            return;

        Log.Verbose(exception, "Target-unrelated exception was thrown");
        session.Host.Write(ConsoleTone.Error, exception.Message);
    }

    private static void Finish(Session session, NukeBuild build)
    {
        if (build.ExecutionPlan is null)
            return;

        foreach (var target in build.ExecutionPlan)
        {
            target.Stopwatch.Stop();
            target.Status = target.Status switch
            {
                ExecutionStatus.Running => ExecutionStatus.Aborted,
                ExecutionStatus.Scheduled => ExecutionStatus.NotRun,
                var final => final,
            };
        }

        session.Host.WriteErrorsAndWarnings();
        session.Host.WriteTargetOutcome(build);
        session.Host.WriteBuildOutcome(build);
        build.OnBuildFinished();
    }
}
