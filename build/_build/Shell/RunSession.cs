using System.Runtime.InteropServices;
using Sagaz.Core.Errors;
using Sagaz.Operations.Pipeline;
using Sagaz.Operations.Reporting;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;
using Serilog;

namespace Shell;

/// <summary>One run of the build: its report, its secrets, its interruption and its exit code.</summary>
sealed class RunSession : IDisposable
{
    private readonly CancellationTokenSource interruption = new();
    private readonly IProgressLog log = new SerilogProgress();
    private readonly List<PosixSignalRegistration> signals;
    private RunRecorder recorder = new([]);

    private RunSession() => signals = [Catch(PosixSignal.SIGINT), Catch(PosixSignal.SIGTERM)];

    public static RunSession Current { get; } = new();

    public SecretMask Mask { get; } = new();

    /// <summary>The exit code that the last failure asks for; 1 where it was none of ours.</summary>
    public int ExitCodeOfFailure { get; private set; } = (int)ExitCode.Failure;

    public void Begin(IEnumerable<string> targets) => recorder = new RunRecorder(targets);

    public Task RunAsync(RunSettings settings, Func<ClusterContext, CancellationToken, Task> useCase) => RunAsync(async (progress, token) =>
    {
        using var cluster = await ClusterContext.OpenAsync(settings, recorder, Mask, progress, token);
        await useCase(cluster, token);
    });

    public Task RunAsync(Func<RunRecorder, IProgressLog, CancellationToken, Task> work) => RunAsync((progress, token) => work(recorder, progress, token));

    public async Task RunAsync(Func<IProgressLog, CancellationToken, Task> work)
    {
        try
        {
            interruption.Token.ThrowIfCancellationRequested();
            await work(log, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.IsCancellationRequested)
        {
            ExitCodeOfFailure = (int)ExitCode.Interrupted;
            throw new InterruptedException();
        }
        catch (SagazException error)
        {
            ExitCodeOfFailure = (int)error.ExitCode;
            Log.Verbose("{Stack:l}", error.StackTrace);
            throw;
        }
    }

    /// <summary>Writes the report of a run that judged or measured something, or that failed.</summary>
    /// <returns>The exit code of the process.</returns>
    public int Finish(string folder, int exitCode)
    {
        if (interruption.IsCancellationRequested)
            exitCode = (int)ExitCode.Interrupted;
        if (recorder.IsEmpty && exitCode == 0)
            return exitCode;
        try
        {
            new ReportWriter(folder, Mask, Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY")).Write(recorder.Complete(exitCode), log);
            return exitCode;
        }
        catch (SagazException error)
        {
            Log.Error("{Message:l}", error.Message);
            return (int)error.ExitCode;
        }
    }

    public void Dispose()
    {
        foreach (var signal in signals)
            signal.Dispose();
        interruption.Dispose();
    }

    private PosixSignalRegistration Catch(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        interruption.Cancel();
    });
}
