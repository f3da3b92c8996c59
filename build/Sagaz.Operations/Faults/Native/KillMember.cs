namespace Sagaz.Operations.Faults.Native;

/// <summary>SIGKILL to Patroni and all of PostgreSQL at once; the supervisor starts Patroni again.</summary>
internal sealed class KillMember(NativeSite site) : IFault
{
    public FaultVerb Verb => FaultVerbs.KillMember;

    public Task BreakAsync(string target, CancellationToken cancellationToken)
    {
        site.RequireService(target).Send(Signal.Kill);
        foreach (var process in site.ServerOf(target))
            process.Send(Signal.Kill);
        return Task.CompletedTask;
    }

    /// <summary>The supervisor starts it again by itself.</summary>
    public Task HealAsync(string target, CancellationToken cancellationToken) => Task.CompletedTask;
}
