using Sagaz.Core.Topology;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Native;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults.Native;

/// <summary>The faults of a cluster of supervised processes.</summary>
public static class NativeFaults
{
    /// <summary>What can be broken here: cutting a member off needs root and iptables, skewing a clock libfaketime.</summary>
    /// <param name="topology">The cluster.</param>
    /// <param name="folder">Its state folder, links resolved.</param>
    /// <param name="locate">Where it listens.</param>
    /// <param name="commands">Runs what must be run.</param>
    /// <param name="log">Told what is waited for.</param>
    public static FaultOffer Of(ClusterTopology topology, string folder, Func<ClusterEndpoints> locate, CommandRunner commands, IProgressLog log)
    {
        var site = new NativeSite(topology, new NativeLayout(folder), commands, log);
        return new FaultOffer(
        [
            new KillPostmaster(site),
            new KillMember(site),
            new StopService(site, FaultVerbs.LoseMember),
            new FreezePostgres(site),
            new FreezeService(site, FaultVerbs.FreezePatroni),
            new FreezeService(site, FaultVerbs.FreezeStore),
            new SlowStore(site),
            new KillService(site, FaultVerbs.KillStore),
            new KillService(site, FaultVerbs.KillProxy),
            new StopService(site, FaultVerbs.StopProxy),
            new KillService(site, FaultVerbs.KillPool),
            new StopService(site, FaultVerbs.StopPool),
            new FillDisk(site),
            new DropSlot(locate, log),
            new CorruptWal(new WalScribble(site), locate, log),
            .. PacketFilter.IsUsable ? [new PartitionMember(site)] : Array.Empty<IFault>(),
            .. SkewClock.Library is not null ? [new SkewClock(site)] : Array.Empty<IFault>(),
        ],
        Without);
    }

    private static readonly Dictionary<string, string> Without = new()
    {
        [FaultVerbs.PartitionMember.Name] = "cutting a member off needs root and iptables",
        [FaultVerbs.SkewClock.Name] = "a wrong clock needs libfaketime",
        [FaultVerbs.DeletePod.Name] = "members are processes and no pods",
        [FaultVerbs.DrainNode.Name] = "all members run on this machine",
    };
}
