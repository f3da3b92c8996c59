using Sagaz.Operations.Faults;
using Sagaz.Operations.Faults.Compose;
using Sagaz.Operations.Faults.Kubernetes;
using Sagaz.Operations.Faults.Native;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Compose;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Runtimes.Native;

namespace Sagaz.Operations.Pipeline;

/// <summary>The faults that the cluster's runtime offers, with the undo records of this cluster and the guard that heals.</summary>
internal static class FaultsOfCluster
{
    public static FaultInjector Open(ClusterContext cluster)
    {
        var here = new FaultJournal(Path.Combine(cluster.State.Path, "faults"));
        var guard = new FaultGuard(cluster.Commands, here, HealCommand(cluster), Path.Combine(cluster.State.Path, "logs", "heal-faults.log"));
        IFaultJournal journal = cluster.Runtime is KubernetesRuntime kubernetes ? new ClusterFaultJournal(kubernetes.Api, here) : here;
        return new FaultInjector(Offered(cluster), journal, guard.EnsureAsync, cluster.Log);
    }

    private static FaultOffer Offered(ClusterContext cluster) => cluster.Runtime switch
    {
        NativeRuntime => NativeFaults.Of(cluster.Topology, cluster.State.Path, cluster.Locate, cluster.Commands, cluster.Log),
        ComposeRuntime compose => ComposeFaults.Of(compose, cluster.Locate, cluster.Log),
        KubernetesRuntime kubernetes => KubernetesFaults.Of(kubernetes, cluster.Locate, cluster.Log),
        _ => new FaultOffer([], new Dictionary<string, string>()),
    };

    /// <summary>This very program, told to heal this cluster.</summary>
    private static Command HealCommand(ClusterContext cluster)
    {
        var settings = cluster.Settings;
        var program = Environment.GetCommandLineArgs()[0];
        IReadOnlyList<string> arguments =
            [nameof(HealFaults), "--env", settings.Environment, "--port-offset", $"{settings.PortOffset}", "--root", settings.Repository, "--no-logo", .. Place(cluster.Runtime)];
        return program.EndsWith(".dll", StringComparison.Ordinal)
            ? new Command(Environment.ProcessPath ?? "dotnet", [program, .. arguments])
            : new Command(program, arguments);
    }

    /// <summary>A local cluster's record says what it runs on; one in Kubernetes has its own by the runtime's name.</summary>
    private static IReadOnlyList<string> Place(IClusterRuntime runtime) => runtime is KubernetesRuntime kubernetes
        ? ["--runtime", kubernetes.Name, "--kube-context", kubernetes.Connection.Context, "--kubeconfig", kubernetes.Connection.File]
        : [];
}
