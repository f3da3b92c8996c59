using System.Collections.Concurrent;

namespace Nuke.Common.Tooling;

/// <summary>Runs a program once, or once for each variant of its options.</summary>
internal static class OptionsRun
{
    public static IReadOnlyCollection<Output> Once(ToolOptions options, string toolPath, Action<OutputType, string> logger)
    {
        var arguments = options.Arguments.Concat(options.ProcessAdditionalArguments ?? []);
        using var process = ProcessTasks.StartProcess(
            options.ProcessToolPath ?? toolPath,
            string.Join(' ', arguments),
            options.ProcessWorkingDirectory,
            options.ProcessEnvironmentVariables,
            options.ProcessExecutionTimeout,
            options.ProcessOutputLogging,
            options.ProcessInvocationLogging,
            logger);
        process.AssertWaitForExit();
        return options.ProcessExitHandling ?? true ? process.AssertZeroExitCode().Output : process.Output;
    }

    /// <param name="variants">The options of each run.</param>
    /// <param name="run">Runs the program once.</param>
    /// <param name="degreeOfParallelism">How many run at a time.</param>
    /// <param name="completeOnFailure">Whether the others run after one has failed.</param>
    /// <exception cref="AggregateException">Some have failed.</exception>
    public static IEnumerable<(T, IReadOnlyCollection<Output>)> Each<T>(
        IEnumerable<T> variants,
        Func<T, IReadOnlyCollection<Output>> run,
        int degreeOfParallelism,
        bool completeOnFailure)
        where T : ToolOptions
    {
        var results = new ConcurrentQueue<(T, IReadOnlyCollection<Output>)>();
        var failures = new ConcurrentQueue<Exception>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = degreeOfParallelism };
        Parallel.ForEach(variants, parallel, (options, state) =>
        {
            try
            {
                results.Enqueue((options, run(options)));
            }
            catch (ProcessException exception)
            {
                failures.Enqueue(exception);
                if (!completeOnFailure)
                    state.Stop();
            }
        });

        return failures.IsEmpty ? results : throw new AggregateException(failures);
    }
}
