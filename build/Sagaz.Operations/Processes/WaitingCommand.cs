using System.Diagnostics;
using System.Text;
using Sagaz.Core.Errors;

namespace Sagaz.Operations.Processes;

/// <summary>A command that was started and waits for what it is to read; it is killed when this is disposed of before its end.</summary>
public sealed class WaitingCommand : IDisposable
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private readonly Process process;
    private readonly Command command;

    internal WaitingCommand(Process process, Command command, Action<string>? onLine)
    {
        (this.process, this.command) = (process, command);
        process.OutputDataReceived += (_, line) => Collect(output, line.Data, onLine);
        process.ErrorDataReceived += (_, line) => Collect(errors, line.Data, onLine);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Gives the command what it reads, and waits for its end.</summary>
    /// <param name="input">All that it reads.</param>
    /// <param name="cancellationToken">Kills the command and its children.</param>
    /// <exception cref="DeadlinePassedException">It ran longer than <see cref="Command.Deadline"/> from now on.</exception>
    public async Task<CommandResult> EndAsync(string input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException) when (input.Length > 0)
        {
            // It ended before it was told anything: its code and its errors say why.
            process.StandardInput.BaseStream.Dispose();
        }
        await CommandRunner.WaitAsync(process, command, cancellationToken);
        return new CommandResult(command, process.ExitCode, output.ToString(), errors.ToString(), clock.Elapsed);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private static void Collect(StringBuilder text, string? line, Action<string>? onLine)
    {
        if (line is null)
            return;
        lock (text)
            text.Append(line).Append('\n');
        onLine?.Invoke(line);
    }
}
