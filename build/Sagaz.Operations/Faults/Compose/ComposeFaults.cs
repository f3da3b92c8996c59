using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Compose;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults.Compose;

/// <summary>The faults of a cluster of containers.</summary>
public static class ComposeFaults
{
    /// <summary>All but the skewed clock: containers share the machine's, and what fakes one has no place in the images.</summary>
    /// <param name="runtime">Whose containers.</param>
    /// <param name="locate">Where it listens.</param>
    /// <param name="log">Told what is waited for.</param>
    public static FaultOffer Of(ComposeRuntime runtime, Func<ClusterEndpoints> locate, IProgressLog log)
    {
        var site = new ComposeSite(runtime.Engine, runtime.Project, log);
        var server = new ServerProcesses(site);
        var network = new Disconnection(site);
        var slow = new SlowStore(site);
        Fault Kill(FaultVerb verb) => new(verb, site, (target, token) => site.SignalAsync(verb, target, "KILL", token));
        Fault Stop(FaultVerb verb) => new(verb, site, site.StopAsync, site.StartAsync);
        return new FaultOffer(
        [
            new Fault(FaultVerbs.KillPostmaster, site, server.KillPostmasterAsync),
            Kill(FaultVerbs.KillMember),
            Stop(FaultVerbs.LoseMember),
            new Fault(FaultVerbs.FreezePostgres, site, server.FreezeAsync, server.ThawAsync),
            new Fault(FaultVerbs.FreezePatroni, site, server.FreezePatroniAsync, server.ThawPatroniAsync),
            new Fault(FaultVerbs.FreezeStore, site, site.PauseAsync, site.UnpauseAsync),
            new Fault(FaultVerbs.SlowStore, site, slow.BreakAsync, slow.HealAsync),
            Kill(FaultVerbs.KillStore),
            Kill(FaultVerbs.KillProxy),
            Stop(FaultVerbs.StopProxy),
            Kill(FaultVerbs.KillPool),
            Stop(FaultVerbs.StopPool),
            new Fault(FaultVerbs.FillDisk, site, server.LimitAsync, server.UnlimitAsync),
            new Fault(FaultVerbs.PartitionMember, site, network.CutAsync, network.MendAsync),
            new DropSlot(locate, log),
            new CorruptWal(new WalScribble(site), locate, log),
        ],
        Without);
    }

    private static readonly Dictionary<string, string> Without = new()
    {
        [FaultVerbs.SkewClock.Name] = "containers share the machine's clock, and what fakes one has no place in the images",
        [FaultVerbs.DeletePod.Name] = "members are containers and no pods",
        [FaultVerbs.DrainNode.Name] = "all members run on one engine",
    };
}
