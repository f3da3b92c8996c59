namespace Sagaz.Operations.Processes;

/// <summary>How a command ended; a non-zero exit code is a value here, not an exception.</summary>
public sealed record CommandResult(Command Command, int ExitCode, string Output, string ErrorOutput, TimeSpan Duration)
{
    /// <summary>Whether it exited with 0.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>Returns this result when the command succeeded.</summary>
    /// <exception cref="CommandFailedException">It exited with another code than 0.</exception>
    public CommandResult Require() => Succeeded ? this : throw new CommandFailedException(this);
}
