using Sagaz.Operations.Faults;
using Sagaz.Operations.Faults.Compose;
using Sagaz.Operations.Faults.Native;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes.Compose;
using Sagaz.Operations.Runtimes.Native;

namespace Sagaz.Operations.Pipeline;

/// <summary>The faults that the cluster's runtime offers, with the undo records of this cluster and the guard that heals.</summary>
internal static class FaultsOfCluster
{
    public static FaultInjector Open(ClusterContext cluster)
    {
        var journal = new FaultJournal(Path.Combine(cluster.State.Path, "faults"));
        var guard = new FaultGuard(cluster.Commands, journal, HealCommand(cluster.Settings), Path.Combine(cluster.State.Path, "logs", "heal-faults.log"));
        return new FaultInjector(Offered(cluster), journal, guard.EnsureAsync, cluster.Log);
    }

    private static IReadOnlyList<IFault> Offered(ClusterContext cluster) => cluster.Runtime switch
    {
        NativeRuntime => NativeFaults.Of(cluster.Topology, cluster.State.Path, cluster.Locate, cluster.Commands, cluster.Log),
        ComposeRuntime compose => ComposeFaults.Of(compose, cluster.Locate, cluster.Log),
        _ => [],
    };

    /// <summary>This very program, told to heal this cluster.</summary>
    private static Command HealCommand(RunSettings settings)
    {
        var program = Environment.GetCommandLineArgs()[0];
        IReadOnlyList<string> arguments =
            [nameof(HealFaults), "--env", settings.Environment, "--port-offset", $"{settings.PortOffset}", "--root", settings.Repository, "--no-logo"];
        return program.EndsWith(".dll", StringComparison.Ordinal)
            ? new Command(Environment.ProcessPath ?? "dotnet", [program, .. arguments])
            : new Command(program, arguments);
    }
}
