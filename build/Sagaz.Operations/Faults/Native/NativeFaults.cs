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
    public static IReadOnlyList<IFault> Of(ClusterTopology topology, string folder, Func<ClusterEndpoints> locate, CommandRunner commands, IProgressLog log)
    {
        var site = new NativeSite(topology, new NativeLayout(folder), commands, log);
        return
        [
            new KillPostmaster(site),
            new KillMember(site),
            new StopService(site, "lose-member", "the member's Patroni and PostgreSQL are killed and stay down", FaultSubject.Member),
            new FreezePostgres(site),
            new FreezeService(site, "freeze-patroni", "the member's Patroni stands still (SIGSTOP), its server goes on", FaultSubject.Member),
            new FreezeService(site, "freeze-store", "the store (etcd) stands still (SIGSTOP)", FaultSubject.Store),
            new SlowStore(site),
            new KillService(site, "kill-store", "the store (etcd) is killed; the supervisor restarts it", FaultSubject.Store),
            new KillService(site, "kill-proxy", "HAProxy is killed; the supervisor restarts it", FaultSubject.Proxy),
            new StopService(site, "stop-proxy", "HAProxy is killed and stays down", FaultSubject.Proxy),
            new KillService(site, "kill-pool", "a PgBouncer is killed; the supervisor restarts it", FaultSubject.Pool),
            new StopService(site, "stop-pool", "a PgBouncer is killed and stays down", FaultSubject.Pool),
            new FillDisk(site),
            new DropSlot(site, locate),
            new CorruptWal(site),
            .. PacketFilter.IsUsable ? [new PartitionMember(site)] : Array.Empty<IFault>(),
            .. SkewClock.Library is not null ? [new SkewClock(site)] : Array.Empty<IFault>(),
        ];
    }
}
