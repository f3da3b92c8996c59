namespace Sagaz.Operations.Faults.Native;

/// <summary>SIGSTOP to one service's own process.</summary>
internal sealed class FreezeService(NativeSite site, FaultVerb verb) : IFault
{
    public FaultVerb Verb => verb;

    public Task BreakAsync(string target, CancellationToken cancellationToken)
    {
        site.RequireService(target).Send(Signal.Stop);
        return Task.CompletedTask;
    }

    public Task HealAsync(string target, CancellationToken cancellationToken)
    {
        site.ServiceOf(target)?.Send(Signal.Continue);
        return Task.CompletedTask;
    }
}
