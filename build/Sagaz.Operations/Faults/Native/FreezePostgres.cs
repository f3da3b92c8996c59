namespace Sagaz.Operations.Faults.Native;

/// <summary>SIGSTOP to all of a member's server, as a hung disk or a stalled machine would do; its sockets stay open.</summary>
internal sealed class FreezePostgres(NativeSite site) : IFault
{
    public FaultVerb Verb => FaultVerbs.FreezePostgres;

    public Task BreakAsync(string target, CancellationToken cancellationToken)
    {
        // The postmaster first: it forks no more, so one look finds all its children.
        site.PostmasterOf(target)?.Send(Signal.Stop);
        foreach (var process in site.ServerOf(target))
            process.Send(Signal.Stop);
        return Task.CompletedTask;
    }

    public Task HealAsync(string target, CancellationToken cancellationToken)
    {
        foreach (var process in site.ServerOf(target))
            process.Send(Signal.Continue);
        return Task.CompletedTask;
    }
}
