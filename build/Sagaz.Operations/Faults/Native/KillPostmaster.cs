using Sagaz.Core.Errors;

namespace Sagaz.Operations.Faults.Native;

/// <summary>SIGKILL to a member's postmaster; Patroni stays and sees it.</summary>
internal sealed class KillPostmaster(NativeSite site) : IFault
{
    public FaultVerb Verb => FaultVerbs.KillPostmaster;

    public Task BreakAsync(string target, CancellationToken cancellationToken)
    {
        if (site.PostmasterOf(target)?.Send(Signal.Kill) != true)
            throw new OperationFailedException($"'{target}' has no server to kill.", remedy: "./build.sh Status");
        return Task.CompletedTask;
    }

    /// <summary>Patroni starts it again by itself.</summary>
    public Task HealAsync(string target, CancellationToken cancellationToken) => Task.CompletedTask;
}
