using Sagaz.Core.Errors;

namespace Sagaz.Operations.Processes;

/// <summary>A command exited with another code than 0.</summary>
public sealed class CommandFailedException(CommandResult result, string? remedy = null) : OperationFailedException(
    $"{Path.GetFileName(result.Command.Program)} exited with code {result.ExitCode}.",
    ["command: " + result.Command, .. LastLines(result)],
    remedy)
{
    private const int ShownLines = 12;

    /// <summary>The command, its exit code and what it printed.</summary>
    public CommandResult Result { get; } = result;

    private static IEnumerable<string> LastLines(CommandResult result)
    {
        var text = string.IsNullOrWhiteSpace(result.ErrorOutput) ? result.Output : result.ErrorOutput;
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(ShownLines);
    }
}
