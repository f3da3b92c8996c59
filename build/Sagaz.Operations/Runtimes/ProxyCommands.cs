namespace Sagaz.Operations.Runtimes;

/// <summary>Commands for HAProxy that nobody waits for.</summary>
internal static class ProxyCommands
{
    /// <summary>Gives HAProxy a command of its runtime API, e.g. <c>set server replicas/postgres-2 state drain</c>.</summary>
    /// <exception cref="Core.Errors.OperationFailedException">It does not run, or did not understand.</exception>
    public static async Task TellProxyAsync(this IClusterRuntime runtime, string command, CancellationToken cancellationToken)
    {
        using var line = await runtime.OpenProxyAsync(cancellationToken);
        await line.TellAsync(command, cancellationToken);
    }
}
