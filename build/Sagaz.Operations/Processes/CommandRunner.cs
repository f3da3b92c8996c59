using System.ComponentModel;
using System.Diagnostics;
using Sagaz.Core.Errors;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Processes;

/// <summary>The one place where a process is started; it never outlives a cancelled run.</summary>
public sealed class CommandRunner(IProgressLog log) : ICommandRunner
{
    /// <summary>Runs a command to its end with its output captured.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="onLine">Called for every line as it comes, both streams; may be null.</param>
    /// <param name="cancellationToken">Kills the command and its children.</param>
    /// <exception cref="PreconditionException">There is no such program.</exception>
    /// <exception cref="DeadlinePassedException">It ran longer than <see cref="Command.Deadline"/>.</exception>
    public async Task<CommandResult> RunAsync(Command command, Action<string>? onLine = null, CancellationToken cancellationToken = default)
    {
        using var started = Start(command, onLine);
        return await started.EndAsync("", cancellationToken);
    }

    /// <inheritdoc />
    Task<CommandResult> ICommandRunner.RunAsync(Command command, CancellationToken cancellationToken) => RunAsync(command, onLine: null, cancellationToken);

    /// <summary>Starts a command that does nothing before it is told to: then nothing has to be started any more.</summary>
    /// <param name="command">What to run; its deadline counts from when it is told.</param>
    /// <param name="onLine">Called for every line as it comes, both streams; may be null.</param>
    /// <exception cref="PreconditionException">There is no such program.</exception>
    public WaitingCommand Start(Command command, Action<string>? onLine = null)
    {
        var process = new Process { StartInfo = StartInfo(command) };
        process.StartInfo.RedirectStandardInput = true;
        process.StartInfo.RedirectStandardOutput = true;
        process.StartInfo.RedirectStandardError = true;
        Launch(process, command);
        return new WaitingCommand(process, command, onLine);
    }

    /// <summary>Runs a command on this terminal: its input, output and errors are the user's own.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="PreconditionException">There is no such program.</exception>
    public async Task<int> RunAttachedAsync(Command command, CancellationToken cancellationToken = default)
    {
        using var process = new Process { StartInfo = StartInfo(command) };
        Launch(process, command);
        await WaitAsync(process, command, cancellationToken);
        return process.ExitCode;
    }

    private static ProcessStartInfo StartInfo(Command command)
    {
        var info = new ProcessStartInfo(command.Program, command.Arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = command.WorkingDirectory ?? "",
        };
        foreach (var (name, value) in command.Environment)
            info.Environment[name] = value;
        return info;
    }

    private void Launch(Process process, Command command)
    {
        log.Detail("$ " + command);
        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            throw new PreconditionException(
                $"The program '{command.Program}' could not be started: {error.Message}.", ["command: " + command], innerException: error);
        }
    }

    internal static async Task WaitAsync(Process process, Command command, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (command.Deadline is { } deadline)
            limit.CancelAfter(deadline);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new DeadlinePassedException(
                $"{Path.GetFileName(command.Program)} did not end within {command.Deadline!.Value.TotalSeconds:0} s.", ["command: " + command]);
        }
    }
}
