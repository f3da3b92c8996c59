using System.Text;
using Docker.DotNet;

namespace Sagaz.Operations.Runtimes.Compose;

/// <summary>A command that runs inside a container, with its streams here; what it reads ends when this is disposed of.</summary>
internal sealed class AttachedCommand(IExecOperations exec, string id, MultiplexedStream stream) : IDisposable
{
    /// <summary>Gives it what it reads, and waits for its end.</summary>
    /// <param name="input">The text; null for nothing. It must know from the text itself where that ends.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its code, and what it wrote to either stream.</returns>
    public async Task<(long ExitCode, string Output)> EndAsync(string? input, CancellationToken cancellationToken)
    {
        if (input is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(input);
            await stream.WriteAsync(bytes, 0, bytes.Length, cancellationToken);
        }
        var (output, errors) = await stream.ReadOutputToEndAsync(cancellationToken);
        return ((await exec.InspectContainerExecAsync(id, cancellationToken)).ExitCode, output + errors);
    }

    public void Dispose() => stream.Dispose();
}
