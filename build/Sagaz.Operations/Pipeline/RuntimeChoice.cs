using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Core.Topology;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Compose;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Runtimes.Native;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary>What a cluster runs on: what it was made with, else what was asked for, else what this machine has.</summary>
internal static class RuntimeChoice
{
    /// <exception cref="PreconditionException">The cluster exists and runs on something else than was asked for.</exception>
    public static async Task<IClusterRuntime> OpenAsync(
        RunSettings settings, ClusterRecord? record, ClusterTopology topology, string folder, CommandRunner commands, IProgressLog log, CancellationToken cancellationToken)
    {
        var kind = Choose(settings, record) ?? await DefaultAsync(commands, cancellationToken);
        return kind switch
        {
            RuntimeKind.Kubernetes => await KubernetesRuntime.OpenAsync(topology, folder, settings.DeployFolder, Connection(settings, record, folder), new KubectlCli(new KubectlProgram(commands, log, settings.MayInstall), commands), log, cancellationToken),
            RuntimeKind.Compose => new ComposeRuntime(topology, settings.ClusterName, folder, settings.DeployFolder, commands, log),
            _ => new NativeRuntime(topology, folder, settings.MonitoringFolder, settings.BackupFolder, commands, log),
        };
    }

    /// <summary>What the record and the command line say; null when both are silent.</summary>
    internal static RuntimeKind? Choose(RunSettings settings, ClusterRecord? record)
    {
        if (record is null || settings.Runtime is null || record.Runtime == settings.Runtime)
            return record?.Runtime ?? settings.Runtime;
        throw new PreconditionException(
            $"The cluster '{settings.ClusterName}' runs on {Name(record.Runtime)}; --runtime asks for {Name(settings.Runtime.Value)}.",
            remedy: $"leave --runtime out, ./build.sh Down --purge first, or a second cluster with --port-offset {settings.PortOffset + 100}");
    }

    /// <summary>The context that was named, or the one that the cluster was deployed to.</summary>
    /// <exception cref="PreconditionException">Neither is known, or they are two.</exception>
    private static KubeConnection Connection(RunSettings settings, ClusterRecord? record, string folder)
    {
        var context = settings.Deployment.Context ?? record?.KubeContext;
        new DeploymentConsent { Environment = settings.Environment, Context = context, KnownContext = record?.KubeContext, Confirmed = settings.Environment }.Require();
        return new KubeConnection(settings.Deployment.KubeconfigFile, context!) { CacheFolder = Path.Combine(folder, "kubectl") };
    }

    private static async Task<RuntimeKind> DefaultAsync(CommandRunner commands, CancellationToken cancellationToken) =>
        await ComposeRuntime.IsAvailableAsync(commands, cancellationToken) ? RuntimeKind.Compose : RuntimeKind.Native;

    private static string Name(RuntimeKind kind) => kind.ToString().ToLowerInvariant();
}
