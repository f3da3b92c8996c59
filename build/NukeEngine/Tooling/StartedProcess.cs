using System.Collections.Concurrent;
using System.Diagnostics;

namespace Nuke.Common.Tooling;

/// <summary>A process whose lines are collected and logged.</summary>
internal sealed class StartedProcess : IProcess
{
    private readonly ConcurrentQueue<Output> output = new();
    private readonly Process process;
    private readonly Func<string, string> mask;
    private readonly int? timeout;

    public StartedProcess(ProcessStartInfo start, int? timeout, Action<OutputType, string> logger, Func<string, string> mask)
    {
        this.timeout = timeout;
        this.mask = mask;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => Receive(OutputType.Std, e.Data, logger);
        process.ErrorDataReceived += (_, e) => Receive(OutputType.Err, e.Data, logger);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string FileName => process.StartInfo.FileName;

    public string Arguments => mask(process.StartInfo.Arguments);

    public string WorkingDirectory => process.StartInfo.WorkingDirectory;

    public IReadOnlyCollection<Output> Output => [.. output];

    public int ExitCode => process.ExitCode;

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public void Kill() => process.Kill();

    public bool WaitForExit()
    {
        if (!process.WaitForExit(timeout ?? Timeout.Infinite))
        {
            process.Kill();
            return false;
        }

        // The overload without a deadline is the one that also waits for the last lines.
        process.WaitForExit();
        return true;
    }

    public void Dispose() => process.Dispose();

    private void Receive(OutputType type, string line, Action<OutputType, string> logger)
    {
        if (line is null)
            return;

        output.Enqueue(new Output { Type = type, Text = line });
        logger?.Invoke(type, mask(line));
    }
}
