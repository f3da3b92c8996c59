using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>The <c>kubectl</c> program: it renders, applies and compares manifests.</summary>
/// <param name="program">Finds it, or fetches it.</param>
/// <param name="commands">Runs it.</param>
internal sealed class KubectlCli(KubectlProgram program, CommandRunner commands)
{
    /// <summary>Runs a command of it that asks no API server.</summary>
    /// <exception cref="Core.Errors.PreconditionException">There is none that will do.</exception>
    public async Task<CommandResult> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        await commands.RunAsync(new Command(await program.FindAsync(cancellationToken), arguments) { Deadline = Deadlines.KubectlDone }, cancellationToken: cancellationToken);

    /// <summary>Runs a command of it at one API server.</summary>
    /// <param name="connection">Which one; never the current context by accident.</param>
    /// <param name="arguments">What comes after <c>kubectl</c>.</param>
    /// <param name="cancellationToken">Kills it.</param>
    public Task<CommandResult> RunAtAsync(KubeConnection connection, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => RunAsync(
        ["--kubeconfig", connection.File, "--context", connection.Context, "--namespace", connection.Namespace,
         .. connection.CacheFolder is { } cache ? ["--cache-dir", cache] : Array.Empty<string>(), .. arguments],
        cancellationToken);
}
