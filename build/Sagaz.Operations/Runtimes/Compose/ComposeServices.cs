using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes.Compose;

/// <summary>How a running container takes changed files.</summary>
internal enum ContainerReload
{
    /// <summary>On SIGHUP.</summary>
    Hangup,

    /// <summary>On SIGUSR2.</summary>
    UserSignal2,

    /// <summary>Only when started anew.</summary>
    Restart,
}

/// <summary>One service of compose.yaml.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Folder">Folder below deploy/compose that it reads.</param>
/// <param name="Reload">How it takes a change.</param>
internal sealed record ComposeService(string Name, string Folder, ContainerReload Reload);

/// <summary>The services of compose.yaml that make up a cluster, in the order of their start.</summary>
internal static class ComposeServices
{
    public static IReadOnlyList<ComposeService> Of(ClusterTopology topology) =>
    [
        new(ClusterCertificates.Store, "etcd", ContainerReload.Restart),
        .. topology.MemberNames.Select(member => new ComposeService(member, "patroni", ContainerReload.Hangup)),
        new(ClusterCertificates.Proxy, "haproxy", ContainerReload.UserSignal2),
        new(topology.ReadWritePool.Name, "pgbouncer", ContainerReload.Hangup),
        new(topology.ReadOnlyPool.Name, "pgbouncer", ContainerReload.Hangup),
    ];
}
