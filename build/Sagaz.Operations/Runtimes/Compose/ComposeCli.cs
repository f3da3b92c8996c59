using Sagaz.Core.Errors;
using Sagaz.Operations.Images;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Compose;

/// <summary><c>docker compose</c> on one project.</summary>
internal sealed class ComposeCli(ComposeLayout layout, string project, CommandRunner commands, IProgressLog log)
{
    /// <summary>Runs one of its commands.</summary>
    /// <param name="purpose">For messages: <c>start the cluster</c>.</param>
    /// <param name="arguments">What comes after <c>docker compose</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationFailedException">It ended with an error.</exception>
    public async Task<CommandResult> RunAsync(string purpose, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var command = DockerCli.Command(
            ["compose", "--ansi", "never", "--progress", "plain", "--project-name", project, "--env-file", layout.EnvironmentFile, "--file", layout.ComposeFile, .. arguments]) with
        {
            Deadline = Deadlines.ComposeDone,
            // Variables of the user's shell would win over the file's.
            Environment = File.ReadLines(layout.EnvironmentFile)
                .Where(line => !line.StartsWith('#') && line.Contains('='))
                .ToDictionary(line => line[..line.IndexOf('=')], line => line[(line.IndexOf('=') + 1)..].Trim('\'')),
        };
        var result = await commands.RunAsync(command, new StepProgress(log, "docker compose", Deadlines.ComposeDone).See, cancellationToken);
        return result.Succeeded
            ? result
            : throw new OperationFailedException(
                $"Docker Compose could not {purpose}: it ended with code {result.ExitCode}.",
                result.ErrorOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(8),
                "./build.sh Status, then ./build.sh Logs");
    }
}
