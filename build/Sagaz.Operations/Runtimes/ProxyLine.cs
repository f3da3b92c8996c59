using Sagaz.Core.Errors;

namespace Sagaz.Operations.Runtimes;

/// <summary>A line to HAProxy's runtime API for one command, opened before it is needed: then nothing has to be started any more.</summary>
/// <param name="ask">Gives the command and reads what HAProxy says to it.</param>
/// <param name="close">Lets go of what was opened.</param>
public sealed class ProxyLine(Func<string, CancellationToken, Task<string>> ask, Action? close = null) : IDisposable
{
    /// <summary>Gives the one command, e.g. <c>set server replicas/postgres-2 state drain</c>.</summary>
    /// <exception cref="OperationFailedException">HAProxy does not run any more, or did not understand.</exception>
    public async Task TellAsync(string command, CancellationToken cancellationToken)
    {
        // It says nothing to what it carried out.
        if ((await ask(command, cancellationToken)).Trim() is { Length: > 0 } complaint)
            throw new OperationFailedException($"HAProxy did not carry out '{command}': {complaint}");
    }

    /// <inheritdoc />
    public void Dispose() => close?.Invoke();
}
