namespace Sagaz.Operations.Faults.Native;

/// <summary>SIGKILL to one service, a member with its server, and nobody starts it again before the heal.</summary>
internal sealed class StopService(NativeSite site, FaultVerb verb) : IFault
{
    public FaultVerb Verb => verb;

    public async Task BreakAsync(string target, CancellationToken cancellationToken)
    {
        var service = site.RequireService(target);
        await site.Supervisor.LeaveDownAsync(target, cancellationToken);
        foreach (var process in NativeSite.WithChildren(service).Concat(site.ServerOf(target)))
            process.Send(Signal.Kill);
    }

    public Task HealAsync(string target, CancellationToken cancellationToken) => site.Supervisor.StartAsync([target], cancellationToken);
}
