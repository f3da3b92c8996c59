using Sagaz.Core.Errors;

namespace Sagaz.Operations.Processes;

/// <summary>Where commands run: on this machine, or in a pod.</summary>
public interface ICommandRunner
{
    /// <summary>Runs a command to its end with its output captured.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="cancellationToken">Kills the command and its children.</param>
    /// <exception cref="PreconditionException">There is no such program.</exception>
    /// <exception cref="DeadlinePassedException">It ran longer than <see cref="Command.Deadline"/>.</exception>
    Task<CommandResult> RunAsync(Command command, CancellationToken cancellationToken);
}
