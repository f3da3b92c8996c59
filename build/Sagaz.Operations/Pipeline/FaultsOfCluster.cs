using Sagaz.Operations.Faults;
using Sagaz.Operations.Faults.Native;
using Sagaz.Operations.Runtimes.Native;

namespace Sagaz.Operations.Pipeline;

/// <summary>The faults that the cluster's runtime offers, with the undo records of this cluster.</summary>
internal static class FaultsOfCluster
{
    public static FaultInjector Open(ClusterContext cluster) => new(
        cluster.Runtime is NativeRuntime
            ? NativeFaults.Of(cluster.Topology, cluster.State.Path, cluster.Locate, cluster.Commands, cluster.Log)
            : [],
        new FaultJournal(Path.Combine(cluster.State.Path, "faults")),
        cluster.Log);
}
