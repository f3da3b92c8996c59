using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults.Kubernetes;

/// <summary>The faults of a cluster of pods.</summary>
public static class KubernetesFaults
{
    private static readonly NeededRight[] Exec = [new("get", "", "pods"), new("get", "", "pods", "exec"), new("create", "", "pods", "exec")];

    private static readonly Dictionary<string, string> Without = new()
    {
        [FaultVerbs.LoseMember.Name] = "the StatefulSet starts every member again; drain-node and partition-member take one away",
        [FaultVerbs.SkewClock.Name] = "containers share their node's clock, and what fakes one has no place in the images",
        [FaultVerbs.FreezeStore.Name] = Store,
        [FaultVerbs.SlowStore.Name] = Store,
        [FaultVerbs.KillStore.Name] = Store,
        [FaultVerbs.KillProxy.Name] = Proxy,
        [FaultVerbs.StopProxy.Name] = Proxy,
        [FaultVerbs.StopPool.Name] = "the Deployment starts every pooler again",
    };

    private const string Store = "the store is the Kubernetes API, which is not ours alone";
    private const string Proxy = "there is no proxy: Services follow Patroni's labels";

    /// <summary>What can be broken here: the pods themselves, their nodes and network through the API, their processes from inside.</summary>
    /// <param name="runtime">Whose pods.</param>
    /// <param name="locate">Where it listens.</param>
    /// <param name="log">Told what is waited for.</param>
    public static FaultOffer Of(KubernetesRuntime runtime, Func<ClusterEndpoints> locate, IProgressLog log)
    {
        var site = new KubernetesSite(runtime, log);
        var server = new ServerProcesses(site);
        var (network, node) = (new NetworkCut(site), new NodeDrain(site));
        var wal = new CorruptWal(new PodWalScribble(site), locate, log);
        Fault Inside(FaultVerb verb, Func<string, CancellationToken, Task> @break, Func<string, CancellationToken, Task>? heal = null) => new(verb, site, Exec, @break, heal);
        return new FaultOffer(
        [
            Inside(FaultVerbs.KillPostmaster, server.KillPostmasterAsync),
            Inside(FaultVerbs.KillMember, (member, token) => site.EndAsync(member, KubernetesSite.Container, inner => server.KillPatroniAsync(member, inner), token)),
            Inside(FaultVerbs.FreezePostgres, server.FreezeAsync, server.ThawAsync),
            Inside(FaultVerbs.FreezePatroni, server.FreezePatroniAsync, server.ThawPatroniAsync),
            Inside(FaultVerbs.FillDisk, server.LimitAsync, server.UnlimitAsync),
            Inside(FaultVerbs.KillPool, site.KillPoolerAsync),
            new Fault(FaultVerbs.PartitionMember, site, NetworkCut.Rights, network.CutAsync, network.MendAsync),
            new Fault(FaultVerbs.DeletePod, site, [new("delete", "", "pods")], site.DeleteAsync),
            new Fault(FaultVerbs.DrainNode, site, NodeDrain.Rights, node.DrainAsync, node.UncordonAsync),
            new DropSlot(locate, log),
            Inside(FaultVerbs.CorruptWal, wal.BreakAsync, wal.HealAsync),
        ],
        Without);
    }
}
