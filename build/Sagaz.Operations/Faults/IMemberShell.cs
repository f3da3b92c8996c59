using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults;

/// <summary>Scripts where a member's processes are, in its container and as its user.</summary>
internal interface IMemberShell
{
    /// <summary>Told what is waited for.</summary>
    IProgressLog Log { get; }

    /// <summary>Whether the member's container runs.</summary>
    Task<bool> IsRunningAsync(string member, CancellationToken cancellationToken);

    /// <summary>Runs a shell script in a running container.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="Core.Errors.OperationFailedException">It ended with an error.</exception>
    Task<string> RunInsideAsync(string member, string script, CancellationToken cancellationToken, params string[] arguments);
}
