namespace Sagaz.Operations.Faults.Native;

/// <summary>SIGKILL to one service; the supervisor starts it again.</summary>
internal sealed class KillService(NativeSite site, FaultVerb verb) : IFault
{
    public FaultVerb Verb => verb;

    public Task BreakAsync(string target, CancellationToken cancellationToken)
    {
        foreach (var process in NativeSite.WithChildren(site.RequireService(target)))
            process.Send(Signal.Kill);
        return Task.CompletedTask;
    }

    /// <summary>The supervisor starts it again by itself.</summary>
    public Task HealAsync(string target, CancellationToken cancellationToken) => Task.CompletedTask;
}
